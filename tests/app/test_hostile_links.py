"""2,000 generated links a page. All go through the module that reads addresses, 25 of them through the page."""

import random
from functools import cache
from urllib.parse import parse_qs, quote

import pytest
from streamlit.testing.v1 import AppTest

from atlas.app import frame
from atlas.app.address import Address, Parameter, decode, encode
from atlas.app.pages import ROOT, pages

LINKS, SHOWN = 2_000, 25
PIECES = [
    "", " ", "0", "-1", "1e999", "NaN", "inf", "1.5", "999999999999999999999", "０", "true", "null", "None", "[]",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "**bold**", "[x](javascript:alert(1))", ":material/bug:",
    "$x^2$", "{name}", "%s", "%00", "\x00", "\x1b[31m", "\u202eabc", "😀" * 50, "煙", "\ud7ff", "a" * 10_000, "'; --",
    "../../etc/passwd", "=cmd|'/C calc'!A0", "2026-Q1", "2026-13", "320000", "US", "72061000",
]  # fmt: skip


@cache
def parameters(page: str) -> tuple[Parameter, ...]:
    """What a page declares, taken from its own call of the frame."""
    seen: list[tuple[Parameter, ...]] = []

    class Watching(Address):
        def __post_init__(self) -> None:
            seen.append(tuple(self.parameters))
            super().__post_init__()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame, "Address", Watching)
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        app.switch_page(f"pages/{page}.py").run()
    return seen[-1]


def links(page: str) -> list[dict[str, list[str]]]:
    """Generated queries, as the server reads them: own names and foreign ones, choices and nonsense."""
    dice = random.Random(page)
    own = parameters(page)
    names = [*(parameter.name for parameter in own), "lang", "embed", "x", "<b>", "constructor"]
    sound = [choice for parameter in own for choice in (parameter.choices or ())]
    made = []
    for _ in range(LINKS):
        pairs = [
            (dice.choice(names), dice.choice(PIECES if dice.random() < 0.7 or not sound else sound))
            for _ in range(dice.randint(1, 6))
        ]
        text = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
        made.append(parse_qs(text, keep_blank_values=True))
    return made


@pytest.mark.parametrize("page", pages())
def test_every_link_has_an_answer(page: str) -> None:
    own = parameters(page)
    for query in links(page):
        values, refused, unknown = decode(own, query)
        assert set(values) == {parameter.name for parameter in own}
        assert set(refused) <= set(query) and unknown <= len(query)
        # whatever came in, what goes out is an address that is honoured in full
        again, refused, unknown = decode(own, encode(own, values))
        assert (again, refused, unknown) == (values, [], 0)


def texts(app: AppTest) -> str:
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.warning, *app.info]
    pieces = [part.proto.body for part in app.get("html")]
    return "\n".join([*(str(part.value) for part in parts), *pieces])


@pytest.mark.parametrize("page", pages())
def test_hostile_links_show_the_page(page: str) -> None:
    for query in links(page)[:SHOWN]:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        app.switch_page(f"pages/{page}.py")
        query = query | {"lang": ["<img src=x onerror=alert(1)>"]}
        for name, values in query.items():
            app.query_params[name] = values
        app.run()
        assert not app.exception and [box.value for box in app.error] == [], query
        shown = texts(app)
        for values in query.values():
            assert not any(value in shown for value in values if "alert(1)" in value or len(value) > 200), (
                query
            )
