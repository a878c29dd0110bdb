"""People who are counted in several parts: said by somebody, subtracted and named."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_common.db import SessionMaker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up_with_all
from tests.conftest import Somebody

from .building import (
    accept,
    add_indicator,
    add_period,
    created,
    figures,
    indicator_body,
    record,
    refusal,
    reported,
    version,
)
from .conftest import archive_project
from .graphs import PLACE, add_programme_result, another_project
from .test_explain import explained
from .test_history import changes
from .test_locks import lock
from .test_result_map import accept_all

ONCE = {"over_time": "none", "over_children": "none", "population": "unique_in_period"}
FOR_LIFE = {
    "cumulation": "running",
    "over_time": "latest",
    "over_children": "none",
    "population": "unique_over_life",
}
NOBODY = "01930000-0000-7000-8000-000000000001"
SOURCE = "Lists of participants, compared."


async def state(
    client: AsyncClient, indicator: dict[str, Any], parts: list[str], **changes: Any
) -> Response:
    body = {
        "period_id": None,
        "between_what": "indicators",
        "parts": parts,
        "repeats": "5",
        "source": SOURCE,
        **changes,
    }
    return await client.post(f"/v1/indicators/{indicator['id']}/overlaps", json=body)


async def overlaps(
    client: AsyncClient, indicator: dict[str, Any], period: str | None = None
) -> Any:
    path = f"/v1/indicators/{indicator['id']}/overlaps"
    answer = await client.get(path, params={"period": period} if period else {})
    assert answer.status_code == 200, answer.text
    return answer.json()


class Above:
    """A programme's count of people, above those of two projects."""

    def __init__(self, indicator: Any, period: Any, below: list[Any]) -> None:
        self.indicator = indicator
        self.period: str = period["id"]
        self.below = below
        self.parts: list[str] = [one["id"] for one in below]


@pytest.fixture
async def above(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    system: SessionMaker,
) -> Above:
    projects = [project_id, await another_project(session, project_id)]
    found = await above_of(officer, projects, programme_id)
    await catch_up_with_all(system)
    return found


async def above_of(
    officer: AsyncClient,
    projects: list[UUID],
    programme_id: UUID,
    rule: dict[str, Any] = ONCE,
) -> Above:
    result = await add_programme_result(officer, programme_id)
    path = f"/v1/results/{result['id']}/indicators"
    above = await created(officer, path, indicator_body(**rule))
    period = await add_period(officer, above, 2006)
    below = []
    for project, value in zip(projects, ("20", "30"), strict=True):
        child = await add_indicator(officer, project, **rule)
        await reported(officer, child, {2006: [value]})
        path = f"/v1/indicators/{child['id']}/rollups"
        await created(officer, path, {"parent_indicator_id": above["id"]})
        below.append(child)
    return Above(above, period, below)


async def test_a_figure_is_the_sum_less_those_who_are_in_both(
    officer: AsyncClient, above: Above, system: SessionMaker
) -> None:
    before = (await figures(officer, above.indicator))["periods"][0]["shown"]
    assert (before["state"], before["low"], before["high"]) == ("range", "30", "50")
    sheet = await overlaps(officer, above.indicator, above.period)
    assert (sheet["may_state"], sheet["stated"]) == (True, [])
    (ground,) = sheet["grounds"]
    assert [(p["id"], p["value"]) for p in ground["parts"]] == [
        (above.parts[1], "30"),
        (above.parts[0], "20"),
    ]

    answer = await state(officer, above.indicator, above.parts, period_id=above.period)
    assert answer.status_code == 201, answer.text
    said = answer.json()
    assert (said["number"], said["repeats"], said["source"]) == (1, "5", SOURCE)
    assert [part["id"] for part in said["parts"]] == sorted(above.parts)
    await catch_up_with_all(system)

    now = (await figures(officer, above.indicator))["periods"][0]["shown"]
    assert (now["value"], now["marks"]) == ("45", ["overlap_stated"])
    why = await explained(officer, above.indicator, period=above.period)
    assert why["figure"] == now
    origin = why["origin"]
    by_hand = sum(int(part["amount"]["value"]) for part in origin["parts"])
    (named,) = origin["overlaps"]
    assert by_hand - int(named["repeats"]) == 45
    assert named["recorded_by"]["display_name"]
    assert [part["name"] for part in named["parts"]] == [
        {"en": "Entrepreneurs trained"}
    ] * 2
    assert (await audit(system)).differing == 0


async def test_the_table_and_its_file_tell_what_was_subtracted(
    officer: AsyncClient, above: Above, programme_id: UUID, system: SessionMaker
) -> None:
    of = {"period_id": above.period}
    said = (await state(officer, above.indicator, above.parts, **of)).json()
    await catch_up_with_all(system)

    asked = {"owner_id": str(programme_id)}
    (row,) = (await officer.get("/v1/performance", params=asked)).json()["items"]
    (period,) = row["periods"]
    assert period["shown"]["value"] == "45"
    (named,) = period["overlaps"]
    assert {**named, "earlier": []} == said
    assert row["overlaps"] == []
    sheet = await officer.get("/v1/performance.csv", params=asked | {"locale": "nb"})
    head, first, total = sheet.text.splitlines()
    assert head.endswith(";Trukket fra fordi de var talt flere ganger")
    title = "Entrepreneurs trained"
    assert ";45;Rapportert;" in first
    assert first.endswith(f";5 ({title} + {title})")
    assert total.endswith(";")


async def test_what_is_said_later_takes_its_place_and_nothing_is_lost(
    officer: AsyncClient, above: Above, system: SessionMaker
) -> None:
    of = {"period_id": above.period}
    first = await state(officer, above.indicator, above.parts, **of)
    again = await state(officer, above.indicator, above.parts, **of)
    assert refusal(again)[:2] == (412, "stale_version")
    assert again.json()["current"] == first.json()
    silent = await state(officer, above.indicator, above.parts, after=1, **of)
    assert refusal(silent) == (422, "invalid_request", ["reason_required"])
    later = {"after": 1, "repeats": "7", "reason": "Two more were found.", **of}
    # In whichever order they are named.
    second = await state(officer, above.indicator, above.parts[::-1], **later)
    assert second.status_code == 201, second.text
    shown = await explained(officer, above.indicator, period=above.period)
    assert shown["figure"]["value"] == "43"
    gone = {"after": 2, "repeats": None, "reason": "The lists were lost.", **of}
    assert (await state(officer, above.indicator, above.parts, **gone)).is_success
    await catch_up_with_all(system)

    told = (await figures(officer, above.indicator))["periods"][0]["shown"]
    assert (told["low"], told["high"], told["marks"]) == ("30", "50", [])
    (stated,) = (await overlaps(officer, above.indicator, above.period))["stated"]
    assert (stated["repeats"], stated["source"]) == (None, None)
    assert [one["repeats"] for one in stated["earlier"]] == ["7", "5"]
    newest = (await changes(officer, "indicator", above.indicator["id"]))[0]
    assert (newest["reason"], newest["action"]) == (
        "The lists were lost.",
        "state_overlap",
    )
    assert [part["part"] for part in newest["parts"]] == ["overlap"]
    assert (await audit(system)).differing == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"repeats": "21"}, (422, "invalid_request", ["overlap_too_large"])),
        ({"repeats": "-1"}, (422, "invalid_request", ["overlap_negative"])),
        ({"repeats": "1.5"}, (422, "invalid_request", ["too_many_decimals"])),
        ({"repeats": "1e400"}, (422, "invalid_request", ["figure"])),
        ({"repeats": 5}, (422, "invalid_request", ["figure"])),
        ({"repeats": None}, (422, "invalid_request", ["missing"])),
        ({"source": None}, (422, "invalid_request", ["missing"])),
        ({"between_what": "places"}, (422, "invalid_request", ["unknown_part"])),
        ({"period_id": None}, (422, "invalid_request", ["unknown_part"])),
        ({"period_id": NOBODY}, (422, "invalid_request", ["unknown_period"])),
    ],
)
async def test_what_cannot_be_is_refused(
    officer: AsyncClient,
    above: Above,
    changes: dict[str, Any],
    expected: tuple[int, str, list[str]],
) -> None:
    body = {"period_id": above.period, **changes}

    answer = await state(officer, above.indicator, above.parts, **body)

    assert refusal(answer) == expected
    assert (await overlaps(officer, above.indicator, above.period))["stated"] == []


async def test_parts_are_those_of_this_figure_and_each_once(
    officer: AsyncClient, above: Above, project_id: UUID
) -> None:
    stranger = await add_indicator(officer, project_id, **ONCE)
    one = above.parts[0]
    for parts, code in (
        ([one, stranger["id"]], "unknown_part"),
        # It has no values of its own.
        ([one, above.indicator["id"]], "unknown_part"),
        ([one, one], "part_repeated"),
        ([one], "too_short"),
    ):
        answer = await state(officer, above.indicator, parts, period_id=above.period)
        assert refusal(answer) == (422, "invalid_request", [code])


async def test_only_of_people_who_are_counted_once(
    officer: AsyncClient, project_id: UUID
) -> None:
    for rule in ({}, {"over_time": "sum", "population": "contacts"}):
        indicator = await add_indicator(officer, project_id, **rule)
        periods = await reported(officer, indicator, {2006: ["20"], 2007: ["30"]})
        parts = [periods[year]["id"] for year in (2006, 2007)]
        answer = await state(officer, indicator, parts, between_what="periods")
        assert refusal(answer)[:2] == (409, "not_counted_once")


async def test_of_what_is_closed_nothing_more_is_said(
    officer: AsyncClient,
    above: Above,
    programme_id: UUID,
    project_id: UUID,
    session: AsyncSession,
) -> None:
    made = await lock(officer, programme_id)
    answer = await state(officer, above.indicator, above.parts, period_id=above.period)
    assert refusal(answer)[:2] == (409, "period_locked")
    below = above.below[0]
    later = await reported(officer, below, {2007: ["4"]})
    told = (await officer.get(f"/v1/indicators/{below['id']}")).json()["periods"]
    years = [one["id"] for one in told]
    assert later[2007]["id"] in years
    answer = await state(officer, below, years, between_what="periods", repeats="1")
    assert refusal(answer)[:2] == (409, "period_locked")
    await officer.delete(f"/v1/locks/{made['id']}", headers=version(made))
    await archive_project(session, project_id)
    answer = await state(officer, below, years, between_what="periods", repeats="1")
    assert refusal(answer)[:2] == (409, "project_archived")


class Towns:
    """A project's count of people: at two places and at none, and in two years."""

    def __init__(self, indicator: Any, places: list[str], years: list[str]) -> None:
        self.indicator = indicator
        self.places = places
        self.years = years
        self.of = {"period_id": years[0], "between_what": "places"}


@pytest.fixture
async def towns(officer: AsyncClient, project_id: UUID) -> Towns:
    indicator = await add_indicator(officer, project_id, **ONCE)
    path = f"/v1/projects/{project_id}/places"
    names = ("North", "South")
    places = [
        (await created(officer, path, {**PLACE, "name": {"en": name}}))["id"]
        for name in names
    ]
    period = await add_period(officer, indicator, 2006)
    for place, value in ((places[0], "10"), (places[1], "7"), (None, "5")):
        answer = await record(officer, period, value, place_id=place)
        assert answer.status_code == 201, answer.text
        period = answer.json()
    await accept_all(officer, period)
    other = (await reported(officer, indicator, {2007: ["9"]}))[2007]
    return Towns(indicator, places, [period["id"], other["id"]])


async def test_people_of_places_and_of_years(
    officer: AsyncClient, towns: Towns, system: SessionMaker
) -> None:
    """10 + 7 - 7 people, and 5 but 1; of the next year's 9 people 2 were there."""
    indicator, of = towns.indicator, towns.of
    everywhere = [*towns.places, indicator["id"]]
    for parts, repeats in ((towns.places, "7"), (everywhere, "1")):
        answer = await state(officer, indicator, parts, repeats=repeats, **of)
        assert answer.status_code == 201, answer.text
    assert [p["name"] for p in answer.json()["parts"] if p["is_own"]] == [None]
    over = {"between_what": "periods", "repeats": "2"}
    assert (await state(officer, indicator, towns.years, **over)).is_success
    await catch_up_with_all(system)

    told = await figures(officer, indicator)
    assert told["periods"][0]["shown"]["value"] == "14"
    assert told["life"]["value"] == "21"
    why = (await explained(officer, indicator))["origin"]
    assert [one["repeats"] for one in why["overlaps"]] == ["2"]
    assert [one["repeats"] for one in why["parts"][0]["overlaps"]] == ["7", "1"]
    assert (await audit(system)).differing == 0


async def test_overlaps_lie_within_each_other_and_fit(
    officer: AsyncClient, towns: Towns
) -> None:
    indicator, of, places = towns.indicator, towns.of, towns.places
    everywhere = [*places, indicator["id"]]
    assert (await state(officer, indicator, places, repeats="3", **of)).is_success

    crossing = [places[0], indicator["id"]]
    answer = await state(officer, indicator, crossing, repeats="1", **of)
    assert refusal(answer)[:2] == (409, "overlap_crosses")
    answer = await state(officer, indicator, everywhere, repeats="6", **of)
    assert refusal(answer)[2] == ["overlap_too_large"]
    assert (await state(officer, indicator, everywhere, repeats="5", **of)).is_success
    # The narrower one cannot grow so far that the wider one no longer fits.
    grown = {"after": 1, "reason": "More.", **of}
    answer = await state(officer, indicator, places, repeats="8", **grown)
    assert refusal(answer)[2] == ["overlap_too_large"]


async def test_of_totals_it_holds_until_one_of_them_changes(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    system: SessionMaker,
) -> None:
    projects = [project_id, await another_project(session, project_id)]
    found = await above_of(officer, projects, programme_id, FOR_LIFE)
    await add_period(officer, found.indicator, 2007)
    of = {"period_id": found.period}
    await catch_up_with_all(system)
    assert (await state(officer, found.indicator, found.parts, **of)).is_success
    await catch_up_with_all(system)
    told = await figures(officer, found.indicator)
    assert [p["shown"]["value"] for p in told["periods"]] == ["45", "45"]
    assert told["life"]["value"] == "45"

    await reported(officer, found.below[0], {2007: ["22"]})
    await catch_up_with_all(system)
    told = await figures(officer, found.indicator)
    assert told["periods"][1]["shown"]["low"] == "30"
    assert (await audit(system)).differing == 0


async def test_a_correction_below_makes_it_unclear_and_never_wrong(
    officer: AsyncClient, above: Above, system: SessionMaker
) -> None:
    of = {"period_id": above.period, "repeats": "20"}
    assert (await state(officer, above.indicator, above.parts, **of)).is_success
    below = above.below[0]
    path = f"/v1/indicators/{below['id']}"
    period = (await officer.get(path)).json()["periods"][0]
    answer = await record(officer, period, "10", reason="Counted twice.")
    await accept(officer, answer.json())
    await catch_up_with_all(system)

    told = (await figures(officer, above.indicator))["periods"][0]["shown"]
    assert (told["low"], told["high"]) == ("30", "40")
    assert told["marks"] == ["overlap_unclear"]


async def test_who_may_say_it_and_who_sees_it(
    officer: AsyncClient,
    above: Above,
    project_id: UUID,
    somebody: Somebody,
) -> None:
    of = {"period_id": above.period}
    stated = await state(officer, above.indicator, above.parts, **of)
    assert stated.is_success
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    below = above.below[0]
    periods = await add_period(coordinator, below, 2007)
    # What waits to be accepted can be looked up as well.
    assert (await record(coordinator, periods, "4", submit=True)).is_success
    told = (await coordinator.get(f"/v1/indicators/{below['id']}")).json()["periods"]
    years = [one["id"] for one in told]
    assert periods["id"] in years
    answer = await state(coordinator, below, years, between_what="periods", repeats="1")
    assert answer.status_code == 201, answer.text
    refused = await state(coordinator, above.indicator, above.parts, after=1, **of)
    assert refused.status_code in {403, 404}
    stranger = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(uuid4()))
    path = f"/v1/indicators/{below['id']}/overlaps"
    assert (await stranger.get(path)).status_code == 404
    assert (await state(stranger, below, years)).status_code == 404


async def test_what_one_does_not_see_is_not_named(
    officer: AsyncClient,
    above: Above,
    project_id: UUID,
    somebody: Somebody,
) -> None:
    of = {"period_id": above.period}
    assert (await state(officer, above.indicator, above.parts, **of)).is_success
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))

    answer = await coordinator.get(
        f"/v1/indicators/{above.indicator['id']}/overlaps",
        params={"period": above.period},
    )
    if answer.status_code == 404:
        return
    sheet = answer.json()
    assert sheet["may_state"] is False
    (ground,) = sheet["grounds"]
    assert [part["id"] for part in ground["parts"]] == [above.parts[0]]
    (stated,) = sheet["stated"]
    assert sorted(str(part["id"]) for part in stated["parts"]) == sorted(
        ["None", above.parts[0]]
    )
