"""The CBAM page through AppTest: the worked example, refusals with a way out, portfolio, outlook."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from atlas import tables
from atlas.cbam.answers.good import Good
from atlas.cbam.answers.law_answers import overdue
from atlas.cbam.engine.reasons import QUOTED
from atlas.cbam.engine.reasons_text import reason
from atlas.cbam.files.columns import SEVERITY
from atlas.cbam.page import answers, notes_text
from atlas.cbam.page.portfolio_text import problem
from atlas.language import LANGUAGES, Language

Show = Callable[..., AppTest]
LINES = b"""importer,period,cn_code,origin,net_mass_t
Alpha,2026-Q1,72083600,CN,100
Alpha,2026-Q1,99999999,CN,5
Beta,2026-Q1,72083600,CN,20
Alpha,2026-Q1,72083600,CN,many
"""


def text(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.warning, *app.info, *app.success]
    return "\n".join(str(part.value) for part in parts)


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def upload(show: Show, lang: str = "en", content: bytes = LINES, name: str = "lines.csv") -> AppTest:
    app = show("cbam", lang=lang, tab="portfolio")
    app.file_uploader[0].set_value((name, content, "text/csv")).run()
    assert not app.exception and [box.value for box in app.error] == []
    return app


HEADINGS = {
    "no importer": ("Zolltarifnummer;Ursprungsland;Eigenmasse (kg);Datum", "72083600;China;60000;15.02.2026"),
    "a unit to ask for": ("Period,CN code,Origin,Mass", "2026-Q1,72083600,CN,60000"),
    "nothing known": ("a,b,c", "1,2,3"),
    "a column missing": ("CN code,Net mass (t)", "72083600,60"),
    "cells empty": ("CN code,Origin,Period,Net mass (t)", ",,,"),
    "only refused": ("CN code,Origin,Period,Net mass (t)", "99999999,XX,yesterday,much"),
    "nothing covered": ("CN code,Origin,Period,Net mass (t)", "84501111,CN,2026-Q1,60"),
    "headings alone": ("CN code,Origin,Period,Net mass (t)", ""),
    "columns twice": ("CN code,CN code,Origin,Period,Net mass (t)", "72083600,72083700,CN,2026-Q1,60"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("file", HEADINGS)
def test_every_part_of_the_page_stands_the_file(show: Show, lang: str, file: str) -> None:
    content = "\n".join(HEADINGS[file]).encode()
    app = show("cbam", lang=lang, tab="portfolio")
    app.file_uploader[0].set_value(("lines.csv", content, "text/csv")).run()
    assert not app.exception
    # a file as a whole may be refused, in words; a page that failed names a number to report
    assert not any(re.search(r"[0-9a-f]{8}", box.value) for box in app.error)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_opening_view_answers_the_worked_example(show: Show, lang: str) -> None:
    app = show("cbam", lang=lang)
    # 2.16995 t of certificates per tonne at 75.36 EUR: 163.53; 100 t: 16,352.74
    values = [metric.value for metric in app.metric]
    assert [re.sub(r"[^\d.,]", "", value) for value in values] == ["16,352.74", "163.53", "216.995", "75.36"]
    finding = next(m.value for m in app.markdown if "163.53" in m.value)
    assert "7208 36 00" in finding and Language(lang).period("2026-Q1") in finding


def test_the_calculation_names_acts(show: Show) -> None:
    table = show("cbam", lang="en").table[0].value
    acts = "\n".join(table[table.columns[-1]])
    for act in ("2026/1740", "2025/2620", "2003/87", "2026/1862", "2023/956"):
        assert act in acts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_missing_taric_digits_are_asked_for_by_buttons(show: Show, lang: str) -> None:
    app = show("cbam", lang=lang, cn="25231000")
    assert not app.metric
    choices = [button for button in app.button if button.label.endswith(("2523 10 00 10", "2523 10 00 90"))]
    assert [button.label[-13:] for button in choices] == ["2523 10 00 10", "2523 10 00 90"]
    choices[1].click().run()
    assert app.query_params["cn"] in ("2523100090", ["2523100090"])
    assert app.metric


def test_a_route_that_no_table_names_is_asked_for(show: Show) -> None:
    app = show("cbam", lang="en", cn="72283020", origin="BR")
    assert "production route is needed" in text(app)
    route = next(box for box in app.selectbox if box.label == "Production route")
    route.set_value(next(o for o in route.options if o.startswith("J:"))).run()
    assert app.metric and "yours is used: J" in text(app)


def test_electricity_leads_to_actual_values(show: Show) -> None:
    app = show("cbam", lang="en", cn="27160000", origin="RS")
    next(button for button in app.button if button.label == "Use actual values").click().run()
    direct = next(box for box in app.number_input if box.label.startswith("Direct emissions"))
    direct.set_value(0.4).run()
    # 0.4 t/MWh, 100 MWh, no free allocation, 75.36 EUR
    assert metrics(app)["Cost"] == "€3,014.40"


PRICES = tables.load("cbam_certificate_prices")
LAST = PRICES.dropna(subset="price_eur").sort_values("period_end").iloc[-1]


@pytest.mark.skipif((PRICES["status"] != "due").all(), reason="every quarter that is due is published")
def test_the_unpublished_quarter_says_what_is_assumed(show: Show) -> None:
    due = PRICES[PRICES["status"] == "due"].iloc[0]
    app = show("cbam", lang="en", period=due["period"])
    assert f"{LAST['price_eur']:.2f}" in text(app) and "is assumed" in text(app)
    again = show("cbam", lang="en", period=due["period"], price="80")
    # 2.16995 x 80 = 173.596
    assert "173.60" in metrics(again)["Per tonne"]
    assert "is assumed" not in text(again)


def test_the_last_published_quarter_is_no_assumption(show: Show) -> None:
    app = show("cbam", lang="en", period=LAST["period"])
    assert f"{LAST['price_eur']:.2f} (published)" in text(app)


def test_past_its_day_a_missing_price_is_said_to_be_missing() -> None:
    good = Good("72083600", "CN", "2026-Q4", "default", *[None] * 7, "central", "law")
    case = answers.case(good, 100.0)
    if case.above["price_from"] == "published":
        assert not overdue("2026-Q4", dt.date(2030, 1, 1))
        return
    assert not overdue("2026-Q4", dt.date(2027, 1, 4)) and overdue("2026-Q4", dt.date(2027, 1, 5))
    said = " ".join(notes_text.notes(case._replace(overdue=True), Language("en")))
    assert "should have been published" in said and "Until then" not in said


def test_later_years_are_provisional(show: Show) -> None:
    assert "provisional" in text(show("cbam", lang="en", period="2028"))
    assert "carried on" in text(show("cbam", lang="en", period="2032"))


def test_the_proposal_is_never_taken_for_law(show: Show) -> None:
    assert "not law" in text(show("cbam", lang="en", scenario="com_2026_616", period="2030"))


def test_small_imports_and_exempt_origins(show: Show) -> None:
    small = show("cbam", lang="en", tonnes="40")
    # 40 x 163.527 = 6,541
    assert metrics(small)["Cost"] == "€0.00" and "€6,541" in text(small)
    assert "exempt from CBAM" in text(show("cbam", lang="en", origin="CH"))


def test_an_origin_without_a_table_says_so(show: Show) -> None:
    assert "no table of its own" in text(show("cbam", lang="en", origin="AD"))


def test_actual_values_warn_about_missing_precursors(show: Show) -> None:
    app = show("cbam", lang="en", basis="actual", route="C", direct="2")
    assert "No precursors are entered" in text(app)
    # 2 - 0.975 x 0.044 = 1.9571; x 75.36 = 147.49
    assert metrics(app)["Per tonne"] == "€147.49"


def test_the_carbon_price_aid_fills_the_field(show: Show) -> None:
    app = show("cbam", lang="en", basis="actual", route="C", direct="2", lever="values")
    assert "draft" in text(app)
    next(button for button in app.button if button.label.startswith("Use €")).click().run()
    # CNY 73.92 a tonne, three percent really paid, at the ECB rate of the table
    paid = float(
        app.query_params["carbon_price"][0]
        if isinstance(app.query_params["carbon_price"], list)
        else app.query_params["carbon_price"]
    )
    assert 0.2 < paid < 0.4


def test_another_tools_figure_is_explained(show: Show) -> None:
    app = show("cbam", lang="en")
    box = next(box for box in app.number_input if box.label.startswith("Its figure"))
    for figure, words in (
        (264.19, "Leaves the free allocation out"),
        (163.53, "law's own"),
        (1000.0, "No known slip"),
    ):
        box.set_value(figure).run()
        assert words in text(app)


def test_another_good_forgets_the_values_of_the_first(show: Show) -> None:
    app = show("cbam", lang="en", basis="actual", route="C", direct="2")
    product = next(box for box in app.selectbox if box.label.startswith("Product"))
    product.set_value(next(o for o in product.options if o.endswith("7601 10 10"))).run()
    assert app.query_params["direct"] in ("", [""]) and app.query_params["route"] in ("", [""])


@pytest.mark.parametrize("lever", ["origin", "price", "plant", "values"])
def test_each_lever_is_drawn(show: Show, lever: str) -> None:
    assert len(show("cbam", lang="zh-Hant", lever=lever).get("plotly_chart")) == 2


@pytest.mark.parametrize(
    "name, value", [("cn", "12345678"), ("origin", "ZZ"), ("tonnes", "-1"), ("period", "2025")]
)
def test_impossible_links_are_reported(show: Show, name: str, value: str) -> None:
    app = show("cbam", lang="en", **{name: value})
    assert name in app.warning[0].value
    assert metrics(app)["Per tonne"] == "€163.53"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_portfolio_is_uploaded_and_answered(show: Show, lang: str) -> None:
    app = upload(show, lang)
    values = [re.sub(r"[^\d.,]", "", metric.value) for metric in app.metric]
    # Alpha: 100 t, 16,352.74; Beta stays below 50 t; one unknown code, one mass that is no number
    assert values == ["16,352.74", "216.995", "2", "1"]


def test_the_address_never_holds_what_was_uploaded(show: Show) -> None:
    app = upload(show)
    assert "Alpha" not in str(dict(app.query_params)) and "lines" not in str(dict(app.query_params))


def part(app: AppTest, code: str) -> AppTest:
    control = next(c for c in app.button_group if "totals" in str(c.options) or "Totals" in str(c.options))
    control.set_value(code).run()
    assert not app.exception and [box.value for box in app.error] == []
    return app


def test_refused_lines_say_why_and_can_be_fetched(show: Show) -> None:
    app = upload(show)
    told = "\n".join(str(frame.value.to_string()) for frame in app.dataframe)
    # goods outside the list owe nothing and are counted apart, never refused
    assert "is not a number" in told and "not on the CBAM list" not in told
    assert "1 line outside CBAM" in text(app) and "1 refused" in text(app)
    assert any("upload again" in button.label for button in app.download_button)


def test_the_threshold_is_tracked_per_importer(show: Show) -> None:
    frames = [own.value for own in part(upload(show), "threshold").dataframe]
    frame = next(own for own in frames if "counted_t" in own)
    assert frame.set_index("importer")["counted_t"].to_dict() == {"Alpha": 100.0, "Beta": 20.0}
    # 20 t x 163.527432
    assert frame.set_index("importer").at["Beta", "cost_above_eur"] == pytest.approx(3270.55)


def test_verified_data_are_worth_the_markup(show: Show) -> None:
    # 3.187 x 0.1 x 100 t x 75.36 = 2,401.72
    assert "€2,402" in text(part(upload(show), "verified"))


def test_one_price_for_all_lines(show: Show) -> None:
    app = upload(show)
    next(box for box in app.number_input if box.label.startswith("One price")).set_value(100.0).run()
    assert metrics(app)["Cost"] == "€21,699.50"


def test_the_portfolio_outlives_a_change_of_tab_and_language(show: Show) -> None:
    app = upload(show)
    app.query_params["tab"] = "outlook"
    app.query_params["lang"] = "zh-Hans"
    app.run()
    assert "2034" in text(app) and "16,353 欧元" in text(app)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "content, name", [(b"", "empty.csv"), (b"\x89PNG\r\n\x1a\nxx", "x.csv"), (b"a,b\n1,2\n", "x.csv")]
)
def test_unreadable_files_are_explained(show: Show, lang: str, content: bytes, name: str) -> None:
    app = upload(show, lang, content, name)
    assert app.warning and not app.metric


def test_lines_of_the_good_are_ready_to_be_typed(show: Show) -> None:
    app = show("cbam", lang="en", tab="portfolio")
    next(button for button in app.button if button.label == "Calculate these lines").click().run()
    assert metrics(app)["Cost"] == "€16,352.74"


def test_typed_lines_take_the_place_of_a_file(show: Show) -> None:
    app = upload(
        show, content=LINES.replace(b"Alpha,2026-Q1,72083600,CN,100", b"Alpha,2026-Q1,72083600,CN,200")
    )
    assert metrics(app)["Cost"] == "€32,705.49"
    next(button for button in app.button if button.label == "Calculate these lines").click().run()
    app.run()
    assert metrics(app)["Cost"] == "€16,352.74"


def test_a_route_of_another_good_leads_to_those_of_this_one(show: Show) -> None:
    app = show("cbam", lang="en", basis="actual", route="K", direct="2")
    assert not app.metric and "no benchmark for the route K" in text(app)
    route = next(box for box in app.selectbox if box.label == "Production route")
    route.set_value(next(o for o in route.options if o.startswith("C:"))).run()
    assert metrics(app)["Per tonne"] == "€147.49"


def test_the_outlook_to_2034(show: Show) -> None:
    app = show("cbam", lang="en", tab="outlook", price="75.36")
    # 2034 under the law: 3.187 x 1.3 x 75.36 = 312.22 EUR/t; COM(2026) 616: less 0.15 x 1.370
    finding = next(m.value for m in app.markdown if "2034" in m.value)
    assert "€31,222" in finding and "€29,674" in finding
    calendar = app.table[0].value
    assert "Sep 30, 2027" in list(calendar.index)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_and_problem_has_words(lang: str) -> None:
    words = Language(lang)
    for code in QUOTED:
        assert reason(code, "VALUE", "A;B", words).strip()
    for code in SEVERITY:
        assert problem(code, "COLUMN", "VALUE", words).strip()


SUPPLIERS = b"""Supplier,period,cn_code,origin,net_mass_t
Alpha,2026-Q1,72083600,CN,100
Beta *b*,2026-Q1,73181588,TW,300
"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_suppliers_are_ranked_and_asked(show: Show, lang: str) -> None:
    app = show("cbam", lang=lang, tab="portfolio", part="suppliers", verifier_fee="3000")
    app.file_uploader[0].set_value(("lines.csv", SUPPLIERS, "text/csv")).run()
    assert not app.exception and [box.value for box in app.error] == []
    # 300 t of screws: 2.707 x 0.1 x 300 x 75.36 = 6,120; at the benchmark 300 x (2.9777 - 1.364) x 75.36
    assert "Beta \\*b\\*" in text(app) and "6,120" in text(app) and "36,483" in text(app)
    assert any(button.key == "cbam:pack" for button in app.download_button)
    assert app.query_params["part"] in ("suppliers", ["suppliers"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_aids_for_actual_values(show: Show, lang: str) -> None:
    """Urea counts per tonne of nitrogen; Taiwan's fee is NT$20 where a fifth of NT$100 is paid."""
    urea = show("cbam", lang=lang, cn="31021012", origin="EG", basis="actual", direct=1.2, indirect=0.1)
    field = {box.key: box for box in urea.number_input if str(box.key).startswith("cbam:unit:")}
    share, direct, _ = field.values()
    share.set_value(46.0)
    direct.set_value(2.5).run()
    assert not urea.exception and "1.15" in text(urea)
    urea.button(key="cbam:use-functional-unit").click().run()
    assert urea.query_params["direct"] == "1.15" and not urea.exception
    screws = show("cbam", lang=lang, cn="73181588", origin="TW", basis="actual", direct=2.1, route="C")
    fee = screws.selectbox(key=f"cbam:aid:known:TW:{lang}")
    fee.set_value(next(at for at, name in enumerate(fee.options) if "100" in name)).run()
    assert not screws.exception and "20" in text(screws) and "20%" in text(screws)


def test_a_missing_route_is_one_click(show: Show) -> None:
    app = show("cbam", lang="en", cn="72071111", basis="actual", direct=1.0)
    first = app.button(key="cbam-way-out-0")
    first.click().run()
    assert app.query_params["route"] == first.label[0] and not app.exception
