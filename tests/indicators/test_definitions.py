"""The libraries of definitions, over HTTP."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from bromost_common.db import new_id
from tests.conftest import Somebody

from .building import (
    add_indicator,
    add_period,
    add_result,
    created,
    record,
    refusal,
    version,
)

PATH = "/v1/definitions"


def definition_body(**changes: Any) -> dict[str, Any]:
    return {
        "code": "MIC-8.1",
        "name": {"en": "Entrepreneurs trained", "nb": "Gründere med opplæring"},
        "original_language": "en",
        "kind": "number",
        "direction": "increase",
        "cumulation": "summed",
        **changes,
    }


async def published(client: AsyncClient, **changes: Any) -> dict[str, Any]:
    """A definition whose first version is published."""
    made = await created(client, PATH, definition_body(**changes))
    answer = await publish(client, made, 1)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def publish(client: AsyncClient, of: dict[str, Any], number: int) -> Response:
    path = f"{PATH}/{of['id']}/versions/{number}/publication"
    return await client.post(path, headers=version(of))


async def draft(client: AsyncClient, of: dict[str, Any], **changes: Any) -> Response:
    path = f"{PATH}/{of['id']}/versions"
    return await client.post(path, json=changes, headers=version(of))


async def take(
    client: AsyncClient, project_id: UUID, of: dict[str, Any], **changes: Any
) -> Response:
    result = await add_result(client, project_id)
    return await client.post(
        f"/v1/results/{result['id']}/indicators",
        json={"definition_version_id": of["versions"][0]["id"], **changes},
    )


async def break_series(
    client: AsyncClient, indicator: dict[str, Any], **changes: Any
) -> Response:
    return await client.post(
        f"/v1/indicators/{indicator['id']}/versions",
        json={"reason": "Counted otherwise", **changes},
        headers=version(indicator),
    )


async def programme_of(session: AsyncSession, project_id: UUID) -> str:
    await session.execute(text("RESET ROLE"))
    found = await session.scalar(
        text("SELECT programme_id FROM api.project WHERE id = :id"), {"id": project_id}
    )
    await session.commit()
    return str(found)


async def test_definition_begins_as_a_draft_with_what_is_usual(
    client: AsyncClient,
) -> None:
    made = await created(client, PATH, definition_body())

    (only,) = made["versions"]
    assert (only["number"], only["published_at"]) == (1, None)
    assert (only["over_time"], only["over_children"]) == ("sum", "sum")
    assert (made["programme"], made["may_change"]) == (None, True)


async def test_drafts_are_seen_by_who_looks_after_the_library(
    client: AsyncClient, reader: AsyncClient
) -> None:
    made = await created(client, PATH, definition_body())
    hidden = (await reader.get(PATH)).json()["items"]
    hidden_one = await reader.get(f"{PATH}/{made['id']}")
    await publish(client, made, 1)

    assert (hidden, refusal(hidden_one)) == ([], (404, "not_found", []))
    (shown,) = (await reader.get(PATH)).json()["items"]
    assert (shown["code"], shown["is_published"]) == ("MIC-8.1", True)
    assert not (await reader.get(f"{PATH}/{made['id']}")).json()["may_change"]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"code": "—"}, "code", "string_pattern_mismatch"),
        ({"name": {"nb": "Gründere"}}, "name", "original_language_missing"),
        ({"kind": "guess"}, "kind", "literal_error"),
        ({"kind": "money"}, "unit", "missing"),
        ({"kind": "money", "unit": "number"}, "unit", "unit_impossible"),
        ({"unit": "custom"}, "unit_name", "unit_name_mismatch"),
        ({"over_time": "latest"}, "over_time", "over_time_impossible"),
        ({"population": "unique_in_period"}, "cumulation", "cumulation_impossible"),
        ({"kind": "yes_no", "decimals": 1}, "cumulation", "cumulation_impossible"),
        (
            {"kind": "yes_no", "cumulation": "none", "decimals": 1},
            "decimals",
            "decimals_impossible",
        ),
        ({"minimum": "5", "maximum": "5"}, "maximum", "bounds_reversed"),
        ({"minimum": "0.5"}, "minimum", "too_many_decimals"),
        ({"kind": "scale", "cumulation": "none"}, "scale", "missing"),
        (
            {
                "kind": "scale",
                "cumulation": "none",
                "scale": [
                    {"value": 2, "label": {"en": "b"}},
                    {"value": 1, "label": {"en": "a"}},
                ],
            },
            "scale",
            "scale_unordered",
        ),
        ({"kind": "formula", "cumulation": "none"}, "formula", "missing"),
        ({"formula": "a / b"}, "formula", "formula_impossible"),
        ({"axis_ids": [str(new_id())]}, "axis_ids", "unknown_axis"),
        ({"sdg": ["18"]}, "sdg", "string_pattern_mismatch"),
        ({"programme_id": str(new_id())}, "programme_id", "unknown_programme"),
        ({"published_at": None}, "published_at", "extra_forbidden"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    client: AsyncClient, changes: dict[str, Any], field: str, code: str
) -> None:
    answer = await client.post(PATH, json=definition_body(**changes))

    assert refusal(answer) == (422, "invalid_request", [code])
    assert answer.json()["fields"][0]["loc"][:2] == ["body", field]
    assert (await client.post(PATH, json=definition_body())).status_code == 201


async def test_code_is_one_of_its_own_in_all_libraries(client: AsyncClient) -> None:
    await created(client, PATH, definition_body())

    answer = await client.post(PATH, json=definition_body(code="mic-8.1"))

    assert refusal(answer) == (409, "conflict", ["taken"])


async def test_published_version_does_not_change(
    client: AsyncClient, session: AsyncSession
) -> None:
    made = await published(client)
    path = f"{PATH}/{made['id']}/versions/1"

    changed = await client.patch(path, json={"decimals": 1}, headers=version(made))
    gone = await client.delete(path, headers=version(made))
    again = await publish(client, made, 1)

    for answer in (changed, gone, again):
        assert refusal(answer) == (409, "version_published", [])
    with pytest.raises(DBAPIError, match="does not change"):
        await session.execute(
            text("UPDATE indicators.definition_version SET decimals = 3")
        )


async def test_new_version_says_the_same_but_for_what_is_changed(
    client: AsyncClient,
) -> None:
    made = await published(client, note={"en": "Only adults"})

    drafted = (await draft(client, made, decimals=1)).json()
    second = await draft(client, drafted)
    discarded = await client.delete(
        f"{PATH}/{made['id']}/versions/2", headers=version(drafted)
    )

    new, old = drafted["versions"]
    assert (new["number"], new["decimals"], old["decimals"]) == (2, 1, 0)
    assert new["note"] == {"en": "Only adults"}
    assert refusal(second) == (409, "draft_exists", [])
    assert [v["number"] for v in discarded.json()["versions"]] == [1]


async def test_stale_change_shows_how_it_is_now(client: AsyncClient) -> None:
    made = await published(client)
    old = {**made, "version": 1}

    answer = await draft(client, old)

    assert answer.status_code == 412
    assert answer.json()["current"]["version"] == made["version"]


async def test_libraries_are_searched(
    client: AsyncClient, session: AsyncSession, project_id: UUID
) -> None:
    programme = await programme_of(session, project_id)
    await published(client)
    await published(
        client, code="B-2", name={"en": "Loans"}, kind="money", unit="currency:NOK",
        programme_id=programme,
    )  # fmt: skip
    other = await published(client, code="C-3", name={"en": "Gone"})
    await client.patch(
        f"{PATH}/{other['id']}", json={"archived": True}, headers=version(other)
    )

    async def found(query: str) -> list[str]:
        answer = await client.get(f"{PATH}?{query}")
        assert answer.status_code == 200, answer.text
        return [item["code"] for item in answer.json()["items"]]

    assert await found("") == ["B-2", "MIC-8.1"]
    assert await found("q=grunder") == ["MIC-8.1"]
    assert await found("q=mic") == ["MIC-8.1"]
    assert await found("kind=money") == ["B-2"]
    assert await found(f"programme_id={programme}") == ["B-2"]
    assert await found("shared=true") == ["MIC-8.1"]
    assert await found(f"project_id={project_id}") == ["B-2", "MIC-8.1"]
    assert await found("include_archived=true") == ["B-2", "C-3", "MIC-8.1"]


async def test_programme_manager_looks_after_the_programmes_library_alone(
    client: AsyncClient, somebody: Somebody, session: AsyncSession, project_id: UUID
) -> None:
    programme = await programme_of(session, project_id)
    shared = await published(client)
    manager = await somebody(Role.PROGRAMME_MANAGER, "programme", programme)

    own = await published(manager, code="P-1", programme_id=programme)
    foreign = await manager.post(PATH, json=definition_body(code="P-2"))
    change = await draft(manager, shared)

    assert own["programme"]["id"] == programme
    assert refusal(foreign) == (403, "permission_denied", [])
    assert refusal(change) == (403, "permission_denied", [])


async def test_use_takes_its_rule_and_title_from_the_library(
    client: AsyncClient, project_id: UUID
) -> None:
    made = await published(client, decimals=1)

    taken = await take(client, project_id, made, target_value="80.5")
    named = await take(client, project_id, made, title={"en": "In the east"})

    indicator = taken.json()
    assert taken.status_code == named.status_code == 201, taken.text
    assert indicator["title"]["nb"] == "Gründere med opplæring"
    assert (indicator["decimals"], indicator["cumulation"]) == (1, "summed")
    assert indicator["definition"]["code"] == "MIC-8.1"
    assert not indicator["definition"]["is_own"]
    assert named.json()["title"] == {"en": "In the east"}
    shown = (await client.get(f"{PATH}/{made['id']}")).json()
    assert shown["versions"][0]["use_count"] == 2
    uses = (await client.get(f"{PATH}/{made['id']}/uses")).json()["items"]
    assert {use["owner_id"] for use in uses} == {str(project_id)}


async def test_what_the_library_says_is_not_said_again(
    client: AsyncClient, project_id: UUID
) -> None:
    made = await published(client)
    indicator = (await take(client, project_id, made)).json()

    added = await take(client, project_id, made, unit="number", decimals=1)
    changed = await client.patch(
        f"/v1/indicators/{indicator['id']}",
        json={"direction": "decrease"},
        headers=version(indicator),
    )

    code = "defined_in_library"
    assert refusal(added) == (422, "invalid_request", [code, code])
    assert refusal(changed) == (422, "invalid_request", [code])


async def test_drafts_archived_and_foreign_definitions_are_not_taken(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    other = new_id()
    await session.execute(
        text(
            "INSERT INTO api.programme (id, code, title, original_language)"
            """ VALUES (:id, 'Q', '{"en": "Other"}', 'en')"""
        ),
        {"id": other},
    )
    await session.commit()
    drafted = await created(client, PATH, definition_body())
    gone = await published(client, code="G")
    await client.patch(
        f"{PATH}/{gone['id']}", json={"archived": True}, headers=version(gone)
    )
    foreign = await published(client, code="F", programme_id=str(other))

    answers = [await take(client, project_id, d) for d in (drafted, gone, foreign)]

    assert refusal(answers[0]) == (409, "definition_not_published", [])
    assert refusal(answers[1]) == (409, "definition_archived", [])
    assert refusal(answers[2]) == (422, "invalid_request", ["unknown_definition"])


async def test_series_breaks_on_a_day_and_older_values_keep_their_rule(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id, decimals=1)
    before = await add_period(client, indicator, 2006)
    await record(client, before, "87.5")
    after = await add_period(client, indicator, 2007)

    broken = await break_series(
        client, indicator, starts_on="2007-01-01", decimals=0, unit="custom",
        unit_name={"en": "farms"},
    )  # fmt: skip

    assert broken.status_code == 201, broken.text
    body = broken.json()
    assert [part["starts_on"] for part in body["series"]] == [None, "2007-01-01"]
    assert [p["decimals"] for p in body["periods"]] == [1, 0]
    assert body["periods"][0]["current"]["value"] == "87.5"
    refused = await record(client, after, "90.5")
    assert refusal(refused) == (422, "invalid_request", ["too_many_decimals"])
    assert (await record(client, after, "90")).status_code == 201


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        (
            {"starts_on": "2006-06-01", "decimals": 1},
            (409, "break_inside_period", []),
        ),
        ({"starts_on": "2007-01-01"}, (422, "invalid_request", ["nothing_changes"])),
        (
            {"starts_on": "2007-01-01", "decimals": 1, "reason": ""},
            (422, "invalid_request", ["string_too_short"]),
        ),
        (
            {"starts_on": "2006-01-01", "unit": "currency:NOK"},
            (409, "unit_in_use", []),
        ),
        (
            {"starts_on": "2006-01-01", "cumulation": "running"},
            (409, "rule_in_use", []),
        ),
    ],
)
async def test_breaks_that_would_change_what_was_meant_are_refused(
    client: AsyncClient, project_id: UUID, changes: dict[str, Any], refused: Any
) -> None:
    indicator = await add_indicator(client, project_id)
    await record(client, await add_period(client, indicator, 2006), "87")

    answer = await break_series(client, indicator, **changes)

    assert refusal(answer) == refused


async def test_newer_version_is_taken_into_use(
    client: AsyncClient, project_id: UUID
) -> None:
    made = await published(client)
    indicator = (await take(client, project_id, made)).json()
    drafted = (await draft(client, made, name={"en": "People trained"})).json()
    newer = (await publish(client, drafted, 2)).json()
    known = (await client.get(f"/v1/indicators/{indicator['id']}")).json()

    answer = await break_series(
        client, known, starts_on="2030-01-01",
        definition_version_id=newer["versions"][0]["id"],
    )  # fmt: skip

    assert known["definition"]["newest_number"] == 2
    body = answer.json()
    assert (body["definition"]["number"], body["title"]) == (
        2,
        {"en": "People trained"},
    )
    assert len(body["series"]) == 2


async def test_history_tells_of_the_rule_with_the_indicator(
    client: AsyncClient, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    await client.patch(
        f"/v1/indicators/{indicator['id']}",
        json={"decimals": 2},
        headers=version(indicator),
    )

    history = (await client.get(f"/v1/history/indicator/{indicator['id']}")).json()

    told = [str(part) for change in history["items"] for part in change["parts"]]
    assert any("decimals" in part for part in told)
