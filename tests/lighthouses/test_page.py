"""The lighthouse page: counts made from the CSV alone, links, clicks, cards."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

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


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def test_the_opening_view_counts_the_list(show: Show) -> None:
    app = show("lighthouses", lang="en")
    sites = members("2026-01", {"CN"})
    provinces = Counter(row["province_code"] for row in sites)
    assert metrics(app)["Sites selected"] == str(len(sites))
    assert metrics(app)["Provinces with a site"] == str(len(provinces))
    assert (
        f"{len(sites)} lighthouse sites stand in {len(provinces)} provinces; Jiangsu leads with {provinces['320000']}."
        in [text.value for text in app.markdown]
    )


@pytest.mark.parametrize(("cohort", "official"), [("2018-09", "3"), ("2023-12", "62"), ("2026-01", "101")])
def test_scope_and_cohort_change_the_count(show: Show, cohort: str, official: str) -> None:
    app = show("lighthouses", lang="en", scope="greater", cohort=cohort)
    assert metrics(app)["Sites selected"] == str(len(members(cohort, {"CN", "TW", "HK", "MO"})))
    # announcements as printed: 3 of the first 9, 62 of 153, 101 of 224
    assert metrics(app)["China, officially"] == official


def test_foreign_owners(show: Show) -> None:
    app = show("lighthouses", lang="en", owner="foreign")
    assert metrics(app)["Sites selected"] == str(
        sum(row["owner"] == "foreign" for row in members("2026-01", {"CN"}))
    )


def test_a_province_in_the_link_shows_its_sites(show: Show) -> None:
    app = show("lighthouses", lang="zh-Hant", province="370000")
    shandong = [row for row in members("2026-01", {"CN"}) if row["province_code"] == "370000"]
    assert f"山東：{len(shandong)} 家" in [header.value for header in app.header]
    text = "\n".join(part.value for part in app.markdown)
    assert all(row["company_zh_hant"] in text for row in shandong)


def test_a_site_in_the_link_is_found_whatever_the_filters(show: Show) -> None:
    app = show("lighthouses", lang="en", industry="textiles", site="bosch-wuxi")
    assert any("Bosch" in part.value and "Wuxi" in part.value for part in app.markdown)


def test_a_selection_without_sites_says_so(show: Show) -> None:
    app = show("lighthouses", lang="en", industry="logistics", cohort="2018-09")
    assert "No lighthouse site matches this selection." in [text.value for text in app.markdown]


def test_language_switch_keeps_the_view(show: Show) -> None:
    app = show("lighthouses", lang="en", scope="greater", shade="per_trillion_gdp")
    app.selectbox(key="frame:language").set_value("zh-Hans").run()
    app.selectbox(key="frame:language").set_value("zh-Hant").run()
    assert not app.exception and not app.error
    assert app.query_params["scope"] == "greater" and app.query_params["shade"] == "per_trillion_gdp"
    assert app.query_params["lang"] == "zh-Hant" and app.title[0].value == "燈塔工廠在哪裡？"


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
