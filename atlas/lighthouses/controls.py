"""The controls of the lighthouse page, each bound to the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import streamlit as st

from atlas import terms
from atlas.app.address import Parameter
from atlas.app.cache import cached
from atlas.app.frame import Page
from atlas.language import Language
from atlas.lighthouses import answers, areas, counts, name_answers, nearby, play_controls, timeline
from atlas.lighthouses.answers import Filters
from atlas.lighthouses.map_chart import shade_names

#: what the column beside the map can hold; one at a time
BESIDE = ("province", "country", "site", "company", "near")
FILTERS = ("industry", "designation", "owner")


@cached
def parameters(parts: tuple[str, ...]) -> tuple[Parameter, ...]:
    """What the address of the page says; ``parts`` are those below the map."""
    cohorts, english = answers.cohorts(), Language("en")
    located = tuple(name_answers.located())
    return (
        Parameter("scope", "mainland", choices=("mainland", "greater", "world")),
        Parameter("shade", "sites", choices=areas.SHADES),
        Parameter("industry", choices=terms.codes("lighthouse_industry")),
        Parameter("designation", choices=terms.codes("designation")),
        Parameter("owner", choices=counts.OWNERS),
        Parameter("from", choices=cohorts),
        Parameter("cohort", answers.last_cohort(), choices=cohorts),
        Parameter("province", choices=tuple(answers.area_names(False, english))),
        Parameter("country", choices=tuple(answers.area_names(True, english))),
        Parameter("company", choices=tuple(name_answers.group_names(english))),
        Parameter("near", pattern=f"(?:{'|'.join(located)})|{nearby.COORDINATES}"),
        Parameter("site", choices=tuple(name_answers.site_names(english))),
        Parameter(
            "compare", choices=(*answers.area_names(False, english), *answers.area_names(True, english))
        ),
        Parameter("view", "map", choices=("map", "table")),
        Parameter("more", "inland", choices=parts),
    )


def scope_names(lang: Language) -> dict[str, str]:
    """Name of each scope."""
    _ = lang.text
    return {
        "mainland": _("Mainland China"),
        "greater": _("With Hong Kong, Macao, Taiwan"),
        "world": _("World"),
    }


def filters(page: Page) -> Filters:
    """The filters of the address; while the map plays, up to the cohort that it has reached."""
    chosen = Filters.of({name: page.address[name] for name in (*Filters._fields[:-1], "from")})
    reached = play_controls.reached()
    return chosen._replace(cohort=reached) if reached else chosen


def open_beside(page: Page, name: str | None, value: str | None = None) -> None:
    """Show one thing in the column beside the map, or nothing."""
    for each in BESIDE:
        page.address.set(each, value if each == name else None)


def bar(page: Page) -> None:
    """Play, time, measure, scope, filters and search, in one row."""
    with st.container(horizontal=True, vertical_alignment="center", key="lighthouse-controls"):
        play_controls.play(page)
        with st.container(key="lighthouse-time", width="stretch"):
            _time(page)
        _measure_and_scope(page)
        _filters(page)
        _find(page)


def _measure_and_scope(page: Page) -> None:
    _, lang, address = page.lang.text, page.lang, page.address
    shades, scopes = shade_names(lang), scope_names(lang)
    world = address["scope"] == "world"
    codes = [shade for shade in areas.SHADES if not (world and shade in areas.CHINA_ONLY)]
    if address["shade"] not in codes:
        codes.append(address["shade"])

    def measured() -> None:
        if address["shade"] != "change":
            address.set("from", None)
        elif address["from"] is None:
            address.set("from", timeline.look_back(address["cohort"], answers.cohorts()))

    def scoped() -> None:
        open_beside(page, "company", address["company"])
        if address["scope"] == "world":
            address.set("shade", answers.measure(filters(page), address["shade"]))

    st.selectbox(
        _("Shown on the map"),
        codes,
        format_func=shades.__getitem__,
        label_visibility="collapsed",
        width=225,
        **address.bind("shade", then=measured),
    )
    st.selectbox(
        _("Scope"),
        list(scopes),
        format_func=scopes.__getitem__,
        label_visibility="collapsed",
        width=165,
        **address.bind("scope", then=scoped),
    )


def _choose(page: Page, name: str, label: str, names: Mapping[str, str]) -> None:
    """A list of codes shown by name, bound to the address; empty means all."""
    codes = list(next(p for p in page.address.parameters if p.name == name).choices or ())
    st.selectbox(
        label,
        codes,
        format_func=names.__getitem__,
        placeholder=page.lang.text("All"),
        **page.address.bind(name),
    )


def _filters(page: Page) -> None:
    _, lang = page.lang.text, page.lang
    used = sum(page.address[name] is not None for name in FILTERS)
    with st.popover(_("Filters ({count})", count=used), icon=":material/filter_list:"):
        _choose(page, "industry", _("Industry"), terms.names("lighthouse_industry", lang))
        _choose(page, "designation", _("Award category"), terms.names("designation", lang))
        _choose(page, "owner", _("Owner"), terms.names("owner", lang))


def _find(page: Page) -> None:
    _, lang, address = page.lang.text, page.lang, page.address
    with st.popover(_("Find"), icon=":material/search:", key="lighthouse-find"):
        if address["scope"] == "world":
            _find_one(page, "country", _("Country"), answers.area_names(True, lang))
        else:
            _find_one(page, "province", _("Province"), answers.area_names(False, lang))
        _find_company(page)
        st.markdown(f"**{_('Near my plant')}**")
        _find_near(page, _("City"), name_answers.cities(lang))
        _find_coordinates(page)


def _find_one(page: Page, name: str, label: str, names: Mapping[str, str]) -> None:
    def emptied() -> None:
        open_beside(page, name, page.address[name])

    st.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        placeholder=page.lang.text("Choose, or click the map"),
        **page.address.bind(name, then=emptied),
    )


def _find_company(page: Page) -> None:
    """Companies first, then plants; a choice outside the scope widens it."""
    _, lang, address = page.lang.text, page.lang, page.address
    names = name_answers.found_names(lang)
    key = f"w:lighthouses:find:{lang.code}"
    code = f"company:{address['company']}" if address["company"] else f"site:{address['site']}"
    st.session_state[key] = code if code in names else None

    def chosen() -> None:
        kind, _colon, value = (st.session_state[key] or "").partition(":")
        open_beside(page, kind or None, value or None)
        if value and not name_answers.inside(kind, value, address["scope"]):
            address.set("scope", "world")

    st.selectbox(
        _("Company or plant"),
        list(names),
        format_func=names.__getitem__,
        placeholder=_("Type a name"),
        key=key,
        index=None,
        on_change=chosen,
    )


def _find_near(page: Page, label: str, names: Mapping[str, str]) -> None:
    key, address = f"w:lighthouses:near:{page.lang.code}", page.address
    st.session_state[key] = address["near"] if address["near"] in names else None

    def chosen() -> None:
        open_beside(page, "near", st.session_state[key])

    st.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        placeholder=page.lang.text("A city with a lighthouse"),
        key=key,
        index=None,
        on_change=chosen,
    )


def _find_coordinates(page: Page) -> None:
    _ = page.lang.text
    key = f"w:lighthouses:coordinates:{page.lang.code}"

    def chosen() -> None:
        place = nearby.read_coordinates(st.session_state[key])
        if place is not None:
            open_beside(page, "near", f"{place.lat:g},{place.lon:g}")

    text = st.text_input(
        _("or latitude, longitude"), placeholder="31.23, 121.47", max_chars=60, key=key, on_change=chosen
    )
    if text and nearby.read_coordinates(text) is None:
        st.warning(_("Not read: two numbers are needed, latitude (−90 to 90) and longitude (−180 to 180)."))


def _time(page: Page) -> None:
    """The slider with two ends: counted from, and up to; its scale is time."""
    _, lang, address = page.lang.text, page.lang, page.address
    cohorts, chosen = answers.cohorts(), filters(page)
    # another widget while the map plays: a slow browser still sends where the ends stood a step before,
    # which would be taken for a move by the reader and end the play
    plays = play_controls.reached() is not None
    key = f"w:lighthouses:time:{'plays' if plays else lang.code}"
    ends = (timeline.day(chosen.since), timeline.day(chosen.cohort))
    st.session_state[key] = ends

    def moved() -> None:
        play_controls.stop()
        start, end = st.session_state[key]
        since = timeline.snap(start, ends[0], cohorts) if start != ends[0] else chosen.since
        last = timeline.snap(end, ends[1], cohorts) if end != ends[1] else chosen.cohort
        since, last = timeline.ordered(since, last, cohorts)
        address.set("from", since)
        address.set("cohort", last)
        if since is not None and address["shade"] != "change":
            address.set("shade", "change")

    st.slider(
        _("From, to"),
        min_value=timeline.BEGINNING,
        max_value=timeline.day(cohorts[-1]),
        step=timedelta(days=1),
        format="YYYY-MM",
        label_visibility="collapsed",
        key=key,
        on_change=None if plays else moved,
        disabled=plays,
    )
