"""What the browser calls a view, and the steps it can go back."""

from tests.browser.conftest import Server, Watched, settle

#: address, and what the title of the view says
TITLES = {
    "/overview?lang=en": r"^Overview: .+ · Factory Atlas$",
    "/lighthouses?lang=en": r"^Lighthouses: \d+ lighthouse plants stand in .+ · Factory Atlas$",
    "/packaging?lang=zh-Hant&view=capacity": r"^產能：.+ · 工廠圖鑑$",
    "/cbam?lang=en&cn=76042100&period=2027&tonnes=500": r"^.+ 2027: €\d+(\.\d)?K · Factory Atlas$",
    "/cbam?lang=zh-Hans&cn=76042100&period=2027&tonnes=500&present=1": r"^2027.+：.+ 万欧元 · 工厂图鉴$",
    "/cbam?lang=en&cn=76042100&period=2027&tonnes=500&embed=true": r"^.+ 2027: €\d+(\.\d)?K · Factory Atlas$",
    "/industry?lang=en&topic=german_firms": r"^German .+: .+ · Factory Atlas$",
    "/sources?lang=en": r"^Statements: .+ · Factory Atlas$",
}
WAIT = "form => new RegExp(form).test(document.title)"


def test_the_title_names_the_view_and_its_finding(server: Server, watched: Watched) -> None:
    for address, form in TITLES.items():
        watched.page.goto(server.address + address)
        watched.page.wait_for_function(WAIT, arg=form, timeout=60_000)


def test_a_change_is_one_step_back_and_each_step_has_its_title(server: Server, watched: Watched) -> None:
    page = watched.open(server.address + "/packaging?lang=en&view=market")
    page.wait_for_function(WAIT, arg="^Market: ")
    steps = page.evaluate("history.length")
    page.locator(".st-key-packaging-views button", has_text="Planner").click()
    page.wait_for_function(WAIT, arg="^Planner: ")
    assert page.evaluate("history.length") == steps + 1
    page.locator(".st-key-frame-links a", has_text="Sources").click()
    page.wait_for_function(WAIT, arg="^Statements: ")
    settle(page)
    assert page.evaluate("history.length") == steps + 2
    page.go_back()
    page.wait_for_function(WAIT, arg="^Planner: ")
    settle(page)
    page.go_back()
    page.wait_for_function(WAIT, arg="^Market: ")
