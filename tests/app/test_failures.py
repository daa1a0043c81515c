"""A failure of a page: a sentence with a number for its reader, kind and place for the log, values for nobody."""

import re

import pytest
from streamlit.testing.v1 import AppTest


def failing() -> None:
    from atlas.app import frame
    from atlas.language import Language

    def run() -> None:
        raise ValueError("secret-of-a-reader")

    frame._run_safely(run, Language("en"))


def test_a_failure_is_a_number_for_the_reader_and_a_place_for_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level("INFO", logger="atlas"):
        app = AppTest.from_function(failing, default_timeout=60).run()
    assert not app.exception and [element.type for element in app.main][1:] == ["error"]
    (number,) = re.findall(r"report number ([0-9a-f]{8})\.$", app.error[0].value)
    (record,) = [found for found in caplog.records if found.name == "atlas"]
    assert re.fullmatch(rf"failure {number}: ValueError at atlas/app/frame\.py:\d+", record.getMessage())
    assert "secret" not in caplog.text
