"""The lighthouse page: counts made from the CSV alone, links, clicks, cards."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from atlas import tables

Show = Callable[..., AppTest]


def rows(name: str) -> list[dict[str, str]]:
    with next(Path(tables.DATA).glob(f"*/{name}.csv")).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def members(until: str, countries: set[str]) -> list[dict[str, str]]:
    first = {
        row["site_id"]: row["cohort"] for row in rows("lighthouse_designations") if row["is_first"] == "true"
    }
    return [
        row for row in rows("lighthouses") if row["country"] in countries and first[row["site_id"]] <= until
    ]


def line(app: AppTest) -> str:
    """The key figures under the headline."""
    return next(part.value for part in app.caption if part.value.startswith("**"))


def text(app: AppTest) -> str:
    return "\n".join(part.value for part in app.markdown)


def test_the_opening_view_counts_the_list(show: Show) -> None:
    app = show("lighthouses", lang="en")
    sites = members("2026-01", {"CN"})
    provinces = Counter(row["province_code"] for row in sites)
    assert app.title[0].value == (
        f"{len(sites)} lighthouse plants stand in {len(provinces)} provinces; Jiangsu leads with {provinces['320000']}."
    )
    assert line(app).startswith(f"**{len(sites)}** plants shown")


@pytest.mark.parametrize(("cohort", "official"), [("2018-09", "3"), ("2023-12", "62"), ("2026-01", "101")])
def test_scope_and_cohort_change_the_count(show: Show, cohort: str, official: str) -> None:
    app = show("lighthouses", lang="en", scope="greater", cohort=cohort)
    assert line(app).startswith(f"**{len(members(cohort, {'CN', 'TW', 'HK', 'MO'}))}** plants")
    # announcements as printed: 3 of the first 9, 62 of 153, 101 of 224
    assert f"WEF counts {official} awards in China" in line(app)


def test_foreign_owners(show: Show) -> None:
    app = show("lighthouses", lang="en", owner="foreign")
    own = sum(row["owner"] == "foreign" for row in members("2026-01", {"CN"}))
    assert line(app).startswith(f"**{own}** plants")
    # what is announced counts all owners, so it does not stand beside these
    assert "WEF counts" not in line(app)


def test_the_change_says_who_gained_most_and_draws_only_the_new(show: Show) -> None:
    app = show("lighthouses", lang="en", shade="change", **{"from": "2023-12"})
    fresh = len(members("2026-01", {"CN"})) - len(members("2023-12", {"CN"}))
    assert app.title[0].value == f"Since 2023-12 Jiangsu gained most: 8 of {fresh} new lighthouse plants."
    assert line(app).startswith(f"**{fresh}** plants shown")
    spec = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert sum(text.count("<br>") for text in spec["data"][0]["hovertext"]) == fresh


def test_moving_the_left_end_asks_for_the_change(show: Show) -> None:
    app = show("lighthouses", lang="en")
    slider = app.slider(key="w:lighthouses:time:en")
    slider.set_range(date(2024, 1, 15), date(2026, 1, 1)).run()
    assert app.query_params["shade"] in ("change", ["change"])
    assert app.query_params["from"] in ("2024-10", ["2024-10"])
    app.selectbox(key="w:lighthouses:shade:en").set_value("sites").run()
    assert app.query_params["from"] in ("", [""])


def test_play_shows_the_first_cohort_and_pause_stays_there(show: Show) -> None:
    app = show("lighthouses", lang="en")
    app.button(key="lighthouse-play").click().run()
    assert app.title[0].value.startswith("3 lighthouse plants stand in")
    app.button(key="lighthouse-play").click().run()
    assert app.query_params["cohort"] in ("2018-09", ["2018-09"])


def test_a_province_in_the_link_shows_its_sites(show: Show) -> None:
    app = show("lighthouses", lang="zh-Hant", province="370000")
    shandong = [row for row in members("2026-01", {"CN"}) if row["province_code"] == "370000"]
    assert "### 山東" in text(app) and f"{len(shandong)} 座" in text(app)
    assert all(row["company_zh_hant"] in text(app) for row in shandong)


def test_a_country_in_the_link_shows_its_sites(show: Show) -> None:
    app = show("lighthouses", lang="en", scope="world", country="DE")
    german = members("2026-01", {"DE"})
    assert "### Germany" in text(app) and f"{len(german)} plants" in text(app)


def test_a_company_shows_its_plants_awards_and_what_the_article_says(show: Show) -> None:
    app = show("lighthouses", lang="en", scope="world", company="haier")
    assert "12 plants · 13 awards · 1 for sustainability" in text(app)
    assert "What the article says" in "".join(box.label for box in app.expander)
    assert app.title[0].value.startswith("12 named lighthouse plants")


def test_near_a_place_lists_by_distance(show: Show) -> None:
    app = show("lighthouses", lang="en", near="31.2,121.5")
    assert "### Near 31.2, 121.5" in text(app) and "In Shanghai; city cluster: Yangtze delta." in text(app)


@pytest.mark.parametrize("near", ["91,10", "nowhere", "31.2", "31.2;121.5"])
def test_an_impossible_place_is_reported(show: Show, near: str) -> None:
    assert "near" in show("lighthouses", lang="en", near=near).warning[0].value


def test_june_2026_says_what_is_not_public(show: Show) -> None:
    app = show("lighthouses", lang="en", cohort="2026-06")
    said = "\n".join(part.value for part in app.caption)
    assert "8 of 16 new plants are Chinese by one secondary source" in said
    assert "WEF total for China not published" in said


def test_a_measure_of_provinces_is_refused_for_the_world_in_words(show: Show) -> None:
    app = show("lighthouses", lang="en", scope="world", shade="grid_factor")
    assert "exists for China only" in app.info[0].value


def test_a_site_in_the_link_is_found_whatever_the_filters(show: Show) -> None:
    app = show("lighthouses", lang="en", industry="textiles", site="bosch-wuxi")
    assert any("Bosch" in part.value and "Wuxi" in part.value for part in app.markdown)


def test_a_plant_that_makes_a_cbam_good_leads_to_its_cost(show: Show) -> None:
    app = show("lighthouses", lang="en", site="ega-al-taweelah")
    assert any("76012040" in part.proto.label for part in app.get("page_link"))


@pytest.mark.parametrize("good", rows("lighthouse_goods"), ids=lambda good: good["site_id"])
def test_the_cost_of_a_good_leads_back_to_its_plants(show: Show, good: dict[str, str]) -> None:
    countries = {site["site_id"]: site["country"] for site in rows("lighthouses")}
    origin = countries[good["site_id"]]
    app = show("cbam", cn=good["cn_code"], origin=origin)
    links = [part.proto.query_string for part in app.get("page_link")]
    back = [parse_qs(link) for link in links if f"site={good['site_id']}" in link]
    assert len(back) == 1
    again = show("lighthouses", **{name: values[0] for name, values in back[0].items()})
    assert any(good["cn_code"] in part.proto.label for part in again.get("page_link"))


def test_a_selection_without_sites_says_so(show: Show) -> None:
    app = show("lighthouses", lang="en", industry="logistics", cohort="2018-09")
    assert app.title[0].value == "No lighthouse plant matches this selection."


def test_language_switch_keeps_the_view(show: Show) -> None:
    app = show("lighthouses", lang="en", scope="greater", shade="per_trillion_gdp")
    app.selectbox(key="frame:language").set_value("zh-Hans").run()
    app.selectbox(key="frame:language").set_value("zh-Hant").run()
    assert not app.exception and not app.error
    assert app.query_params["scope"] == "greater" and app.query_params["shade"] == "per_trillion_gdp"
    assert app.query_params["lang"] == "zh-Hant" and "兆元" in app.title[0].value


def test_the_page_run_alone_builds_the_frame() -> None:
    from tests.conftest import ROOT

    app = AppTest.from_file(str(ROOT / "pages" / "lighthouses.py"), default_timeout=60).run()
    assert not app.exception and app.selectbox(key="frame:language").value == "en"


def test_the_table_lists_every_site_of_the_selection(show: Show) -> None:
    table = show("lighthouses", lang="en", view="table").dataframe[0].value
    sites = members("2026-01", {"CN"})
    assert sorted(table["company"]) == sorted(row["company_en"] for row in sites)
    catl = table[(table["company"] == "CATL") & (table["city"] == "Yibin")].iloc[0]
    assert catl["province"] == "Sichuan" and "2026-01" in catl["awards"]
