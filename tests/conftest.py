"""Pages through Streamlit's AppTest: no browser, but the real script."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.charts.plain import assert_as_plotly

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def show() -> Callable[..., AppTest]:
    """Runs a page as its address would: ``show("lighthouses", lang="en", scope="greater")``."""

    def run(page: str, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        app.switch_page(f"pages/{page}.py")
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        assert [box.value for box in app.error] == []
        for chart in app.get("plotly_chart"):
            assert_as_plotly(json.loads(chart.proto.spec))
        return app

    return run
