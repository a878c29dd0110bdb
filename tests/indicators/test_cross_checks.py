"""Rules between indicators: laid down, and asked of values as they are told."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.auth import Role, ScopeType
from tests.conftest import Somebody
from tests.statements import statements

from .building import (
    accept,
    add_indicator,
    add_period,
    add_result,
    created,
    indicator_body,
    refusal,
    version,
)
from .graphs import add_programme_result, another_programme, another_project
from .linking import ask, opened, stranger, told
from .sheets import Opened, post
from .sheets import opened as sheet_of
from .test_definitions import definition_body, publish, take

MESSAGE = {"en": "No more women than people.", "nb": "Ikke flere kvinner enn folk"}


def body(*indicators: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "definition_ids": [one["definition"]["id"] for one in indicators],
        "comparison": "at_most",
        "message": MESSAGE,
        "original_language": "en",
        **changes,
    }


def path(owner_id: UUID | str) -> str:
    return f"/v1/frameworks/{owner_id}/cross-checks"


async def lay_down(
    client: AsyncClient, owner_id: UUID, *indicators: dict[str, Any], **changes: Any
) -> Any:
    return await created(client, path(owner_id), body(*indicators, **changes))


async def listed(client: AsyncClient, owner_id: UUID) -> list[dict[str, Any]]:
    answer = await client.get(path(owner_id))
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def remarks(client: AsyncClient, owner_id: UUID) -> list[dict[str, Any]]:
    answer = await client.get(f"/v1/frameworks/{owner_id}/value-checks")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def confirm(client: AsyncClient, remark: dict[str, Any], **more: Any) -> Response:
    check = remark["cross_check"]["id"]
    return await client.post(
        f"/v1/entries/{remark['entry_id']}/check-confirmations",
        json={
            "finding": "cross_check",
            "cross_check_id": check,
            "comment": "The list names them twice",
            **more,
        },
    )


Pair = dict[str, dict[str, Any]]


@pytest.fixture
async def pair(client: AsyncClient, project_id: UUID) -> Pair:
    """People and women who were trained, each with a period."""
    people = await add_indicator(client, project_id, title={"en": "People"})
    women = await add_indicator(client, project_id, title={"en": "Women"})
    return {"people": people, "women": women}


async def said(
    client: AsyncClient, indicator: dict[str, Any], value: str | None, **more: Any
) -> Any:
    """The period with what was said of it."""
    period = more.pop("period", None) or await add_period(client, indicator)
    answer = await client.post(
        f"/v1/periods/{period['id']}/entries",
        json={"value": value, "state": "reported", **more},
        headers=version(period),
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_value_that_breaks_a_rule_is_kept_told_and_confirmed(
    client: AsyncClient, project_id: UUID, pair: Pair
) -> None:
    check = await lay_down(client, project_id, pair["women"], pair["people"])
    people = await said(client, pair["people"], "10")
    alone = await remarks(client, project_id)
    women = await said(client, pair["women"], "12")

    (remark,) = await remarks(client, project_id)
    told_of = await confirm(client, remark)
    (confirmed,) = await remarks(client, project_id)
    people = await said(client, pair["people"], "11", period=people)
    (anew,) = await remarks(client, project_id)
    await said(client, pair["people"], "12", period=people)

    assert alone == []
    assert remark["finding"] == "cross_check"
    # It is told of what was said last, and names all with their values.
    assert remark["entry_id"] == women["current"]["id"]
    broken = remark["cross_check"]
    assert (broken["id"], broken["comparison"]) == (check["id"], "at_most")
    assert broken["message"] == MESSAGE
    assert (broken["value"]["title"], broken["value"]["value"]) == (
        {"en": "Women"},
        "12",
    )
    assert [(one["title"], one["value"]) for one in broken["others"]] == [
        ({"en": "People"}, "10")
    ]
    assert told_of.status_code == 201, told_of.text
    assert confirmed == told_of.json()
    assert confirmed["confirmed"]["comment"] == "The list names them twice"
    # Of other values nobody said that they are right.
    assert anew["entry_id"] == people["current"]["id"]
    assert anew["confirmed"] is None
    assert await remarks(client, project_id) == []


async def test_only_what_was_counted_in_the_same_period_and_place_takes_part(
    client: AsyncClient, project_id: UUID, pair: Pair
) -> None:
    await lay_down(client, project_id, pair["women"], pair["people"])
    place = await created(
        client,
        f"/v1/projects/{project_id}/places",
        {"name": {"en": "Centre"}, "original_language": "en"},
    )
    people = await said(client, pair["people"], None, state="not_collected")
    women = await said(client, pair["women"], "12")
    unknown = await remarks(client, project_id)
    people = await said(client, pair["people"], "3", period=people, state="estimated")
    estimated = await remarks(client, project_id)
    people = await said(
        client, pair["people"], "3", period=people, place_id=place["id"]
    )
    elsewhere = await remarks(client, project_id)
    other_year = await add_period(client, pair["people"], 2007)
    await said(client, pair["people"], "3", period=other_year)
    another_time = await remarks(client, project_id)
    zero = await said(client, pair["people"], "0", period=people)
    (broken,) = await remarks(client, project_id)
    await accept(client, zero)
    (still,) = await remarks(client, project_id)
    await accept(client, women)

    assert unknown == estimated == elsewhere == another_time == []
    assert broken["entry_id"] == zero["current"]["id"]
    # What is accepted holds, and is asked about no more.
    assert still["entry_id"] == women["current"]["id"]
    assert await remarks(client, project_id) == []


async def test_a_sum_is_to_come_to_the_whole(
    client: AsyncClient, project_id: UUID, pair: Pair
) -> None:
    men = await add_indicator(client, project_id, title={"en": "Men"}, decimals=1)
    people, women = pair["people"], pair["women"]
    await lay_down(client, project_id, people, women, men, comparison="equal")
    await said(client, people, "10")
    await said(client, women, "6")
    await said(client, men, "4.5")

    (remark,) = await remarks(client, project_id)

    held = [remark["cross_check"]["value"], *remark["cross_check"]["others"]]
    assert [(one["value"], one["decimals"]) for one in held] == [
        ("10", 0),
        ("6", 0),
        ("4.5", 1),
    ]


async def in_library(client: AsyncClient, programme_id: UUID, code: str) -> Any:
    made = await created(
        client,
        "/v1/definitions",
        definition_body(code=code, programme_id=str(programme_id)),
    )
    return (await publish(client, made, 1)).json()


async def test_a_programmes_rule_follows_the_uses_in_each_project(
    client: AsyncClient,
    session: AsyncSession,
    project_id: UUID,
    programme_id: UUID,
    somebody: Somebody,
) -> None:
    library = {
        code: await in_library(client, programme_id, code)
        for code in ("women", "people")
    }
    ids = [library["women"]["id"], library["people"]["id"]]
    check = await lay_down(client, programme_id, definition_ids=ids)
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    other = await another_project(session, project_id)
    for owner, codes in ((project_id, ("women", "people")), (other, ("women",))):
        for code, value in zip(codes, ("12", "10"), strict=False):
            indicator = (await take(client, owner, library[code])).json()
            await said(client, indicator, value)

    (shown,) = await listed(coordinator, project_id)
    (remark,) = await remarks(coordinator, project_id)
    refused = await coordinator.delete(
        f"/v1/cross-checks/{check['id']}", headers=version(check)
    )

    assert (shown["what"], shown["owner_id"]) == ("programme", str(programme_id))
    assert [one["id"] for one in shown["definitions"]] == ids
    assert remark["cross_check"]["id"] == check["id"]
    # Where one of the two is not used, the rule is silent.
    assert await remarks(client, other) == []
    assert refused.status_code == 403


async def test_a_rule_outlives_its_indicators_in_silence(
    client: AsyncClient, project_id: UUID, pair: Pair
) -> None:
    check = await lay_down(client, project_id, pair["women"], pair["people"])
    await said(client, pair["people"], "10")
    await said(client, pair["women"], "12")

    archived = await client.patch(
        f"/v1/indicators/{pair['women']['id']}",
        json={"archived": True},
        headers=version(pair["women"]),
    )

    assert archived.status_code == 200, archived.text
    assert await remarks(client, project_id) == []
    assert await listed(client, project_id) == [check]


async def test_a_rule_is_changed_confirmed_anew_and_removed(
    client: AsyncClient, project_id: UUID, pair: Pair
) -> None:
    check = await lay_down(client, project_id, pair["women"], pair["people"])
    await said(client, pair["people"], "10")
    await said(client, pair["women"], "12")
    await confirm(client, (await remarks(client, project_id))[0])
    at = f"/v1/cross-checks/{check['id']}"

    said_better = await client.patch(
        at, json={"message": {"en": "Look at the list."}}, headers=version(check)
    )
    (still,) = await remarks(client, project_id)
    stale = await client.patch(at, json={"comparison": "equal"}, headers=version(check))
    equal = await client.patch(
        at, json={"comparison": "equal"}, headers=version(said_better.json())
    )
    (asked_anew,) = await remarks(client, project_id)
    removed = await client.delete(at, headers=version(equal.json()))
    gone = await client.patch(at, json={"comparison": "equal"}, headers=version(check))
    late = await confirm(client, asked_anew)

    assert said_better.json()["message"] == {"en": "Look at the list."}
    assert still["confirmed"] is not None
    assert refusal(stale)[:2] == (412, "stale_version")
    assert asked_anew["confirmed"] is None
    assert removed.status_code == 204
    assert gone.status_code == 404
    assert refusal(late)[:2] == (409, "nothing_to_confirm")
    assert await remarks(client, project_id) == await listed(client, project_id) == []


async def of_other_kinds(client: AsyncClient, project_id: UUID) -> Pair:
    result = await add_result(client, project_id)
    at = f"/v1/results/{result['id']}/indicators"
    rules: dict[str, dict[str, Any]] = {
        "running": {"unit": "number", "cumulation": "running"},
        "cows": {"unit": "custom", "unit_name": {"en": "cows"}},
        **{name: {"kind": "percentage"} for name in ("shares", "more", "most")},
        "story": {"kind": "text"},
    }
    return {
        name: await created(client, at, {"title": {"en": "Other"}, **rule})
        for name, rule in rules.items()
    }


async def test_what_cannot_be_held_together_is_refused(
    client: AsyncClient, session: AsyncSession, project_id: UUID, pair: Pair
) -> None:
    people, women = pair["people"], pair["women"]
    unlike = await of_other_kinds(client, project_id)
    story, shares = unlike["story"], unlike["shares"]
    foreign = await another_programme(session)
    result = await add_programme_result(client, foreign)
    theirs = await created(
        client, f"/v1/results/{result['id']}/indicators", indicator_body()
    )

    async def refused(*indicators: dict[str, Any], **changes: Any) -> Any:
        answer = await client.post(path(project_id), json=body(*indicators, **changes))
        return refusal(answer)

    assert await refused(women, women) == (422, "invalid_request", ["repeated"])
    assert await refused(people, women, women) == (422, "invalid_request", ["repeated"])
    for other in unlike.values():
        answer = await refused(people, other)
        assert answer == (422, "invalid_request", ["not_comparable"])
    assert await refused(story, story) == (422, "invalid_request", ["repeated"])
    assert await refused(story, people) == (422, "invalid_request", ["not_measured"])
    assert await refused(shares, unlike["more"], unlike["most"]) == (
        422,
        "invalid_request",
        ["not_summable"],
    )
    assert (await refused(women, theirs))[0] == 404
    assert (await refused(women, definition_ids=[str(uuid4())] * 2))[0] == 404
    assert (await refused(women))[0] == 422
    assert (await refused(women, people, comparison="below"))[0] == 422
    assert (await refused(women, people, message={"nb": "Sjekk"}))[2] == [
        "original_language_missing"
    ]
    assert await listed(client, project_id) == []


async def test_a_rule_is_laid_down_once_and_there_are_only_so_many(
    client: AsyncClient, project_id: UUID, pair: Pair, session: AsyncSession
) -> None:
    people, women = pair["people"], pair["women"]
    await lay_down(client, project_id, women, people)
    same = await client.post(
        path(project_id), json=body(people, women, comparison="at_least")
    )
    await session.execute(
        text(
            "INSERT INTO indicators.cross_check (id, project_id, definition_ids,"
            " comparison, message, original_language, meaning)"
            " SELECT gen_random_uuid(), project_id, definition_ids, comparison,"
            " message, original_language, n::text"
            " FROM indicators.cross_check, generate_series(1, 99) n"
        )
    )
    await session.commit()
    beyond = await client.post(
        path(project_id), json=body(women, people, comparison="equal")
    )

    assert refusal(same)[:2] == (409, "same_cross_check")
    assert refusal(beyond)[:2] == (409, "too_many_cross_checks")


@pytest.mark.usefixtures("pair")
async def test_the_picker_offers_what_may_be_compared_and_finds_it(
    client: AsyncClient, session: AsyncSession, project_id: UUID
) -> None:
    other = await another_project(session, project_id)
    await add_indicator(client, other, title={"en": "Women elsewhere"})

    async def offered(query: str = "") -> list[str]:
        answer = await client.get(
            f"/v1/frameworks/{project_id}/cross-check-definitions{query}"
        )
        return [one["name"]["en"] for one in answer.json()["items"]]

    assert await offered() == ["People", "Women"]
    assert await offered("?q=wom") == ["Women"]


async def test_a_file_is_told_of_rules_before_it_is_stored(
    client: AsyncClient, project_id: UUID, pair: Pair
) -> None:
    await lay_down(client, project_id, pair["women"], pair["people"])
    await said(client, pair["people"], "10")
    await add_period(client, pair["women"])
    sheet = await sheet_of(client, project_id)
    sheet.cell("Women", 2006).value = 12

    trial = (await post(client, project_id, "trial", sheet.bytes())).json()
    copy = await post(client, project_id, "marked", sheet.bytes(), language="nb")
    stored = (await post(client, project_id, "batches", sheet.bytes(), batch=0)).json()

    (told_of,) = trial["values"]
    assert (told_of["outcome"], told_of["code"]) == ("saved", "cross_check")
    assert "No more women than people." in told_of["message"]
    assert "Women (12) is to be at most People (10)" in told_of["message"]
    comment = Opened(copy.content).cell("Women", 2006).comment
    assert "Ikke flere kvinner enn folk. Sjekk denne: Women (12)" in comment.text
    assert stored["counts"]["saved"]["values"] == 1
    (remark,) = await remarks(client, project_id)
    assert remark["finding"] == "cross_check"


async def test_a_link_is_told_of_what_it_asks_for_and_of_nothing_else(
    client: AsyncClient, app: FastAPI, project_id: UUID, pair: Pair
) -> None:
    await lay_down(client, project_id, pair["women"], pair["people"])
    await said(client, pair["people"], "10")
    await add_period(client, pair["women"])
    both = await ask(client, project_id)
    only = await ask(client, project_id, indicator_ids=[pair["women"]["id"]])

    async with stranger(app) as guest:
        (alone,) = (await opened(guest, only))["rows"]
        alone = await told(guest, alone, value="12")
    async with stranger(app) as guest:
        rows = (await opened(guest, both))["rows"]
        women = next(one for one in rows if one["title"] == {"en": "Women"})
        women = await told(guest, women, value="13")
        (check,) = women["checks"]
        answer = await guest.post(
            f"/v1/contribution/rows/{women['period_id']}/check-confirmations",
            json={
                "finding": "cross_check",
                "cross_check_id": check["cross_check"]["id"],
                "comment": "Both lists were read",
            },
        )

    # Of the other indicator they were not asked, and learn nothing.
    assert alone["checks"] == []
    assert check["cross_check"]["others"][0]["value"] == "10"
    assert answer.status_code in {200, 201}, answer.text
    (remark,) = await remarks(client, project_id)
    assert remark["confirmed"]["comment"] == "Both lists were read"


async def test_rules_cost_one_statement_however_many_there_are(
    client: AsyncClient,
    connection: AsyncConnection,
    project_id: UUID,
    pair: Pair,
) -> None:
    await said(client, pair["people"], "10")
    await said(client, pair["women"], "12")

    async def cost() -> int:
        with statements(connection) as sent:
            await remarks(client, project_id)
        return len(sent)

    without = await cost()
    await lay_down(client, project_id, pair["women"], pair["people"])
    one = await cost()
    await lay_down(
        client, project_id, pair["women"], pair["people"], comparison="equal"
    )

    assert len(await remarks(client, project_id)) == 2
    assert without == one == await cost()


async def test_its_history_names_what_is_compared(
    client: AsyncClient, project_id: UUID, pair: Pair
) -> None:
    check = await lay_down(client, project_id, pair["women"], pair["people"])

    answer = await client.get(f"/v1/history/project/{project_id}")
    page = answer.json()

    (part,) = page["items"][0]["parts"]
    assert (part["part"], part["object_id"]) == ("cross_check", check["id"])
    told = {one["field"]: one["became"] for one in part["fields"]}
    names = {one["id"]: one["name"] for one in page["references"]}
    compared = [names[one]["en"] for one in told["definition_ids"]]
    assert compared == ["Women", "People"]
