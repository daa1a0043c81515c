"""Addresses: what is written comes back, what is impossible is reported."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.app.address import Parameter, decode, encode

PARAMETERS = [
    Parameter("scope", "mainland", choices=("mainland", "greater")),
    Parameter("province", choices=("440000", "320000")),
    Parameter("tonnes", 100.0, number=True, low=0, high=1e9),
    Parameter("price", number=True, low=0, high=1000),
    Parameter("kind", ["actual"], choices=("actual", "target", "forecast"), many=True),
    Parameter("cn", pattern=r"\d{4,10}"),
]


def test_an_empty_address_gives_the_defaults() -> None:
    values, refused, unknown = decode(PARAMETERS, {})
    assert values["scope"] == "mainland" and values["kind"] == ["actual"] and values["price"] is None
    assert refused == [] and unknown == 0


def test_bad_values_are_named_and_replaced_by_the_default() -> None:
    query = {
        "scope": ["moon"],
        "province": ["440000", "999999"],
        "tonnes": ["nan"],
        "price": ["1001"],
        "kind": ["actual", "guess"],
        "cn": ["72०8"],
        "utm_source": ["mail"],
        "lang": ["en"],
    }
    values, refused, unknown = decode(PARAMETERS, query)
    assert refused == [parameter.name for parameter in PARAMETERS]
    assert values == {parameter.name: parameter.default for parameter in PARAMETERS}
    assert unknown == 1


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        (Parameter("year", number=True), "inf"),
        (Parameter("year", number=True), "-1e999"),
        (Parameter("year", number=True), "nan"),
        (Parameter("cn", pattern=r"\d{4}"), "7208x"),
        (Parameter("cn", pattern=r"\d{4}"), "7208\n"),
    ],
)
def test_a_number_is_finite_and_a_pattern_is_for_the_whole_text(parameter: Parameter, text: str) -> None:
    assert decode([parameter], {parameter.name: [text]})[1] == [parameter.name]


def test_empty_means_none_only_where_it_may() -> None:
    values, refused, _ = decode(PARAMETERS, {"province": [""], "kind": [""], "scope": [""]})
    assert values["province"] is None and values["kind"] == []
    assert refused == ["scope"]


def test_every_value_is_written() -> None:
    values, _, _ = decode(PARAMETERS, {})
    assert encode(PARAMETERS, values) == {
        "scope": ["mainland"],
        "province": [""],
        "tonnes": ["100"],
        "price": [""],
        "kind": ["actual"],
        "cn": [""],
    }


@given(
    scope=st.sampled_from(["mainland", "greater"]),
    province=st.sampled_from([None, "440000", "320000"]),
    tonnes=st.floats(0, 1e9),
    price=st.none() | st.floats(0, 1000),
    kind=st.lists(st.sampled_from(["actual", "target", "forecast"]), unique=True),
    cn=st.none() | st.from_regex(r"\A[0-9]{4,10}\Z"),
)
def test_written_and_read_again_is_the_same(**values: object) -> None:
    back, refused, unknown = decode(PARAMETERS, encode(PARAMETERS, values))
    assert refused == [] and unknown == 0
    for name, value in values.items():
        if isinstance(value, float):
            assert math.isclose(back[name], value, rel_tol=1e-11)
        else:
            assert back[name] == value


@given(st.dictionaries(st.sampled_from([p.name for p in PARAMETERS]), st.lists(st.text(), min_size=1)))
def test_any_text_is_answered(query: dict[str, list[str]]) -> None:
    values, refused, _ = decode(PARAMETERS, query)
    again, refused_again, _ = decode(PARAMETERS, encode(PARAMETERS, values))
    assert refused_again == [] and set(again) == set(values)
    assert set(refused) <= set(query)


@pytest.mark.parametrize("text", ["inf", "-inf", "nan", "1e400", "1_000", "0x10", "", " ", "１００"])
def test_odd_numbers(text: str) -> None:
    values, refused, _ = decode(PARAMETERS, {"tonnes": [text]})
    assert 0 <= values["tonnes"] <= 1e9
    assert refused == ["tonnes"] or values["tonnes"] in (1000.0, 100.0)
