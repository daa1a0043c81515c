"""The packaging page in Chromium: charts and map drawn, nothing fetched from outside."""

from tests.browser.conftest import Server, Watched, settle


def test_the_chart_is_drawn(server: Server, watched: Watched) -> None:
    page = watched.open(f"{server.address}/packaging?lang=en&view=capacity&technology=cowos")
    page.wait_for_selector(".st-key-figure-packaging-capacity-0 .scatterlayer .trace path", state="attached")
    # one mark for each statement on TSMC's own CoWoS lines and one for each kind in the legend
    assert page.locator(".st-key-figure-packaging-capacity-0 .scatterlayer path.point").count() > 50


def test_the_map_is_drawn_from_our_own_outlines(server: Server, watched: Watched) -> None:
    page = watched.open(f"{server.address}/packaging?lang=en&view=projects&part=places")
    page.wait_for_selector(".st-key-figure-packaging-map .choroplethlayer path", state="attached")
    page.wait_for_selector(".st-key-figure-packaging-map .scattergeo path", state="attached")


def test_a_shared_link_restores_the_view(server: Server, watched: Watched) -> None:
    page = watched.open(f"{server.address}/packaging?lang=zh-Hant&view=vendor&vendor=amkor&technology=soic")
    assert "艾克爾" in page.inner_text(".st-key-finding-packaging")
    page.reload()
    settle(page)
    assert "view=vendor" in page.url and "vendor=amkor" in page.url and "technology=soic" in page.url
    assert "艾克爾" in page.inner_text(".st-key-finding-packaging")
