"""Named people without an account tell values by a link: how it is meant to go."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_indicators.figures.keeping import catch_up_with_all
from tests.conftest import Somebody

from .building import (
    accept,
    add_indicator,
    add_period,
    published,
    record,
    refusal,
    version,
)
from .linking import (
    NAME,
    SPAN,
    ask,
    asked,
    hand_in,
    link_body,
    links,
    opened,
    say,
    stranger,
    token_of,
    told,
    try_asking,
)


async def newest(client: AsyncClient, period: dict[str, Any]) -> dict[str, Any]:
    answer = await client.get(f"/v1/periods/{period['id']}/entries")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()["items"][0]
    return shown


async def step(client: AsyncClient, entry: dict[str, Any], status: str) -> None:
    one = {"entry_id": entry["id"], "status": status, "reason": "Two are missing."}
    answer = await client.post("/v1/entry-steps", json={"steps": [one]})
    assert answer.json()["done"] == 1, answer.text


async def test_a_link_leads_from_asking_to_an_accepted_figure(
    client: AsyncClient, app: FastAPI, project_id: UUID
) -> None:
    indicator = await add_indicator(client, project_id)
    before = await add_period(client, indicator, 2005)
    answer = await record(client, before, "40")
    await accept(client, answer.json())
    period = await add_period(client, indicator, target_value="80")
    sent = await ask(client, project_id)

    assert sent["contribution_link"]["state"] == "not_opened"
    async with stranger(app) as guest:
        (row,) = (await opened(guest, sent))["rows"]
        assert (row["earlier"]["value"], row["target_value"]) == ("40", "80")
        assert (row["answer"], row["is_open"]) == (None, True)
        row = await told(guest, row, value="57", comment="Counted in December.")
        assert row["answer"]["status"] == "draft"
        assert (await hand_in(guest))["handed_in"] == 1
        (link,) = await links(client, project_id)
        assert (link["state"], link["filled"], link["asked"]) == ("handed_in", 1, 1)

        entry = await newest(client, period)
        assert entry["status"] == "submitted"
        assert entry["recorded_by"]["display_name"] == NAME
        maker = sent["contribution_link"]["made_by"]["display_name"]
        assert entry["recorded_by"]["by_link_of"] == maker
        assert [one["by"]["by_link_of"] for one in entry["steps"]] == [maker, maker]
        await step(client, entry, "returned")

        (link,) = await links(client, project_id)
        assert (link["returned"], link["filled"]) == (1, 0)
        (row,) = (await asked(guest))["rows"]
        assert row["answer"]["returned_because"] == "Two are missing."
        assert row["is_open"]
        await told(guest, row, value="59")
        assert (await hand_in(guest))["handed_in"] == 1
    await step(client, await newest(client, period), "accepted")
    await catch_up_with_all(app.state.sessions)
    shown = await client.get(f"/v1/indicators/{indicator['id']}/figures")
    assert shown.json()["periods"][-1]["shown"]["value"] == "59"


async def test_traces_name_the_person_and_whose_link_it_was(
    client: AsyncClient, app: FastAPI, project_id: UUID, session: AsyncSession
) -> None:
    indicator = await add_indicator(client, project_id)
    await add_period(client, indicator)
    sent = await ask(client, project_id)
    async with stranger(app) as guest:
        (row,) = (await opened(guest, sent))["rows"]
        await told(guest, row, value="57")

    found = await client.get(f"/v1/history/indicator/{indicator['id']}")
    change = found.json()["items"][0]
    assert change["by"]["name"] == NAME
    maker = sent["contribution_link"]["made_by"]
    assert change["on_behalf_of"] == maker["display_name"]
    event = (
        await session.execute(
            text(
                "SELECT actor_id, on_behalf_of, method FROM common.audit_event"
                " WHERE action = 'save_answer'"
            )
        )
    ).one()
    link_id = sent["contribution_link"]["id"]
    assert event == (UUID(link_id), maker["id"], "contribution_link")


async def test_it_is_mailed_in_the_persons_language_and_kept_as_a_digest(
    client: AsyncClient, project_id: UUID, session: AsyncSession
) -> None:
    await add_period(client, await add_indicator(client, project_id))
    sent = await ask(client, project_id, message="By Friday, please.")

    assert sent["is_mailed"]
    mail = (
        await session.execute(
            text("SELECT recipient, locale, params, kind FROM api.mail")
        )
    ).one()
    assert (mail.recipient, mail.locale) == (link_body()["email"], "nb")
    assert mail.kind == "contribution_link"
    assert mail.params["link"] == sent["link"]
    assert mail.params["first"] == "01.01.2006"
    kept = await session.scalar(
        text("SELECT string_agg(l::text, '') FROM indicators.contribution_link l")
    )
    assert token_of(sent) not in str(kept)
    by_hand = await ask(client, project_id, mail=False)
    assert not by_hand["is_mailed"]
    assert by_hand["contribution_link"]["mailed_at"] is None


async def test_it_asks_for_some_indicators_at_a_place(
    client: AsyncClient, app: FastAPI, project_id: UUID
) -> None:
    some = await add_indicator(client, project_id)
    asked_for = await add_period(client, some)
    await add_period(client, some, 2007)
    await add_period(client, await add_indicator(client, project_id))
    place = {"name": {"en": "Harbour"}, "original_language": "en"}
    made = await client.post(f"/v1/projects/{project_id}/places", json=place)
    # Of the whole something was said already.
    assert (await record(client, asked_for, "9")).status_code == 201
    sent = await ask(
        client,
        project_id,
        indicator_ids=[some["id"]],
        place_id=made.json()["id"],
        shows_targets=False,
    )

    async with stranger(app) as guest:
        shown = await opened(guest, sent)
        assert shown["place"] == place["name"]
        (row,) = shown["rows"]
        assert (row["indicator_id"], row["target_value"]) == (some["id"], None)
        assert (await told(guest, row, value="3"))["answer"]["value"] == "3"
    period = {"id": row["period_id"]}
    assert (await newest(client, period))["place_id"] == made.json()["id"]


async def test_mistakes_are_told_by_codes_and_nothing_is_kept(
    client: AsyncClient, app: FastAPI, project_id: UUID
) -> None:
    await add_period(client, await add_indicator(client, project_id))
    sent = await ask(client, project_id)
    async with stranger(app) as guest:
        (row,) = (await opened(guest, sent))["rows"]
        wrong: dict[str, dict[str, Any]] = {
            "too_many_decimals": {"value": "1.5"},
            "value_missing": {},
            "state_without_value": {"state": "not_collected", "value": "1"},
            "cells_impossible": {"cells": [{"categories": [row["period_id"]]}]},
            "figure": {"value": "1e400"},
        }
        for code, said in wrong.items():
            answer = await say(guest, row, **said)
            assert refusal(answer) == (422, "invalid_request", [code]), answer.text
        assert (await asked(guest))["rows"][0]["answer"] is None
        for state in ("zero", "not_applicable", "not_collected"):
            row = await told(guest, row, state=state)
        stale = await say(guest, row | {"version": 1}, value="4")
        assert refusal(stale)[:2] == (412, "stale_version")


async def test_what_was_handed_in_waits_for_its_reviewer_who_is_told(
    client: AsyncClient, app: FastAPI, project_id: UUID, session: AsyncSession
) -> None:
    await add_period(client, await add_indicator(client, project_id))
    sent = await ask(client, project_id)
    async with stranger(app) as guest:
        (row,) = (await opened(guest, sent))["rows"]
        row = await told(guest, row, value="4")
        assert (await hand_in(guest))["handed_in"] == 1
        (row,) = (await asked(guest))["rows"]
        assert not row["is_open"]
        assert refusal(await say(guest, row, value="5"))[1] == "already_handed_in"
        assert (await hand_in(guest))["handed_in"] == 0
    (news,) = await published(session, "entries.submitted.v1")
    assert (news["count"], news["project_id"]) == (1, str(project_id))
    assert "approver" in news["told_roles"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts_on": "2006-12-31", "ends_on": "2006-01-01"}, "days_reversed"),
        ({"starts_on": "1990-01-01", "ends_on": "1990-12-31"}, "nothing_to_ask"),
        ({"place_id": "01930000-0000-7000-8000-000000000001"}, "unknown_place"),
        ({"indicator_ids": ["01930000-0000-7000-8000-000000000001"]}, "nothing_to_ask"),
        ({"email": "nobody"}, "value_error"),
        ({"language": "de"}, "literal_error"),
        ({"valid_days": 91}, "less_than_equal"),
        ({"name": ""}, "string_too_short"),
    ],
)
async def test_what_cannot_be_asked_is_refused(
    client: AsyncClient, project_id: UUID, changes: dict[str, Any], code: str
) -> None:
    await add_period(client, await add_indicator(client, project_id))

    answer = await try_asking(client, project_id, **changes)
    assert refusal(answer) == (422, "invalid_request", [code])
    assert await links(client, project_id) == []


async def test_only_who_arranges_the_reporting_asks(
    client: AsyncClient, project_id: UUID, somebody: Somebody
) -> None:
    await add_period(client, await add_indicator(client, project_id))
    for role, wanted in {
        "coordinator": 201,
        "contributor": 403,
        "approver": 403,
    }.items():
        person = await somebody(role, "project", str(project_id))  # type: ignore[arg-type]
        assert (await try_asking(person, project_id)).status_code == wanted
        listed = await person.get(f"/v1/projects/{project_id}/contribution-links")
        assert listed.status_code == (200 if wanted == 201 else 403)


async def test_a_withdrawn_link_can_be_renewed(
    client: AsyncClient, app: FastAPI, project_id: UUID
) -> None:
    await add_period(client, await add_indicator(client, project_id))
    sent = await ask(client, project_id)
    link = sent["contribution_link"]
    path = f"/v1/contribution-links/{link['id']}"
    withdrawn = await client.post(f"{path}/withdrawal", headers=version(link))
    assert withdrawn.json()["state"] == "withdrawn"
    stale = await client.post(
        f"{path}/renewal", json={"valid_days": 7}, headers=version(link)
    )
    assert refusal(stale)[:2] == (412, "stale_version")
    again = await client.post(
        f"{path}/renewal", json={"valid_days": 7}, headers=version(withdrawn.json())
    )
    assert again.status_code == 200, again.text
    assert again.json()["contribution_link"]["state"] == "not_opened"
    async with stranger(app) as guest:
        assert (await opened(guest, again.json()))["starts_on"] == SPAN["starts_on"]
