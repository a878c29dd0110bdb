"""From support to funding: a funnel that is counted from applications on record."""

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.portfolio import PARTNERSHIPS, organisation, partnership
from tests.api.projects import programme, project

NOWHERE = "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12"
ON_RECORD = Path(__file__).parents[1] / "data" / "zmp_funnel_2013.csv"
GRANTED = {"outcome": "granted", "decided_on": "2013-06-30"}


@dataclass
class Programme:
    """A programme with the partnerships that one project of it supports."""

    client: AsyncClient
    id: str
    project_id: str
    sides: tuple[list[str], list[str]]
    partnerships: list[str] = field(default_factory=list)

    async def partner(self, number: int, *, is_supported: bool) -> str:
        made = await partnership(
            self.client,
            *self.sides,
            name=f"Synthetic partnership {number}",
            project_ids=[self.project_id] if is_supported else [],
        )
        self.partnerships.append(made["id"])
        return str(made["id"])

    async def round(self, **changes: Any) -> Response:
        body = {"name": {"en": "A call"}, "opened_on": "2013-01-01"} | changes
        path = f"/v1/programmes/{self.id}/funding-rounds"
        return await self.client.post(path, json=body)

    async def opened(self, **changes: Any) -> str:
        answer = await self.round(**changes)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def apply(self, round_id: str, who: str, **changes: Any) -> Response:
        body = {"partnership_id": who, "applied_on": "2013-02-01"} | changes
        path = f"/v1/funding-rounds/{round_id}/applications"
        return await self.client.post(path, json=body)

    async def applied(self, round_id: str, *who: str, **changes: Any) -> None:
        for one in who:
            answer = await self.apply(round_id, one, **changes)
            assert answer.status_code == 201, answer.text

    async def funnel(self) -> dict[str, Any]:
        answer = await self.client.get(f"/v1/programmes/{self.id}/funnel")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def listed(self, **filters: str) -> int:
        answer = await self.client.get(
            PARTNERSHIPS, params={"with_total": "true", "limit": "1"} | filters
        )
        assert answer.status_code == 200, answer.text
        return int(answer.json()["total"])


@pytest.fixture
async def zmp(officer: AsyncClient) -> Programme:
    sides = [await organisation(officer, n, "PL") for n in ("Gmina A", "Gmina B")]
    frame = await programme(officer, code="ZMP")
    predefined = await project(officer, frame["id"], code="1")
    return Programme(officer, frame["id"], predefined["id"], ([sides[0]], [sides[1]]))


def refusal(answer: Response) -> tuple[int, str]:
    found = answer.json()
    return answer.status_code, (found["fields"] or [found])[0]["code"]


async def drawn(zmp: Programme, funnel: Mapping[str, Any]) -> dict[str, int]:
    """Each number of a funnel, as the list of partnerships that it leads to counts."""
    mine = {"supported_by": zmp.id}
    others = {"not_supported_by": zmp.id}
    found = {
        "supported": await zmp.listed(**mine),
        "reached": await zmp.listed(**mine, reached=zmp.id),
        "outside": await zmp.listed(**others, reached=zmp.id),
        "visible": await zmp.listed(reached=zmp.id),
    }
    for number, one in enumerate(funnel["rounds"]):
        within = {"funding_round": one["round"]["id"]}
        found[f"supported_{number}"] = await zmp.listed(**mine, **within)
        found[f"outside_{number}"] = await zmp.listed(**others, **within)
    return found


def told(funnel: Mapping[str, Any]) -> dict[str, int]:
    found = {name: funnel[name] for name in ("supported", "outside", "visible")}
    found["reached"] = funnel["reached"]["count"]
    for number, one in enumerate(funnel["rounds"]):
        found[f"supported_{number}"] = one["supported"]["count"]
        found[f"outside_{number}"] = one["outside"]
    return found


async def stored_as_on_record(zmp: Programme) -> None:
    """Synthetic partnerships, as many in each group as were on record."""
    who = [await zmp.partner(n, is_supported=n < 61) for n in range(140)]
    eea = await zmp.opened(decided_on="2013-06-30")
    mof1 = await zmp.opened(opened_on="2013-01-02", decided_on="2013-06-30")
    mof2 = await zmp.opened(opened_on="2013-01-03")
    await zmp.applied(eea, *who[:13], **GRANTED)
    # One partnership is in two groups.
    await zmp.applied(mof1, *who[12:27], *who[61:80], **GRANTED)
    await zmp.applied(mof2, *who[27:48], *who[80:])
    lost = GRANTED | {"outcome": "refused"}
    await zmp.applied(eea, who[50], who[90], **lost)
    await zmp.applied(mof2, who[51], **GRANTED | {"outcome": "withdrawn"})


async def test_the_funnel_on_record_is_counted_to_the_digit(zmp: Programme) -> None:
    await stored_as_on_record(zmp)

    funnel = await zmp.funnel()
    file = await zmp.client.get(f"/v1/programmes/{zmp.id}/funnel/file?format=json")

    with ON_RECORD.open() as lines:
        record = {row["key"]: row for row in csv.DictReader(lines)}
    first, second, third = (one["supported"] for one in funnel["rounds"])
    counted = {
        "supported_total": {"count": funnel["supported"], "percent": ""},
        "granted_eea": first,
        "granted_popt_mof1": second,
        "applied_popt_mof2": third,
        "supported_any_of_above": funnel["reached"],
        "outside_granted_popt_mof1": {
            "count": funnel["rounds"][1]["outside"], "percent": "",
        },
        "outside_applied_popt_mof2": {
            "count": funnel["rounds"][2]["outside"], "percent": "",
        },
        "visible_total": {"count": funnel["visible"], "percent": ""},
    }  # fmt: skip
    assert {
        key: (str(part["count"]), str(part["percent"])) for key, part in counted.items()
    } == {key: (row["count"], row["share_of_61_pct"]) for key, row in record.items()}
    assert (funnel["in_several"], first["share"]) == (1, "21.311475")
    assert [one["counted"] for one in funnel["rounds"]] == [
        "granted", "granted", "applied",
    ]  # fmt: skip
    assert await drawn(zmp, funnel) == told(funnel)
    rows = file.json()
    assert [row["count"] for row in rows] == [61, 13, 15, 21, 48, 0, 19, 60, 79, 127]
    assert [row["percent"] for row in rows[1:5]] == [21, 25, 34, 79]


Stored = dict[tuple[int, str], str]


async def store(
    session: AsyncSession, zmp: Programme, rounds: list[str], stored: Stored
) -> None:
    """Make these the only applications, by round and partnership."""
    await session.execute(text("DELETE FROM api.funding_application"))
    for (number, one), outcome in stored.items():
        await session.execute(
            text(
                "INSERT INTO api.funding_application (id, round_id, programme_id,"
                " partnership_id, applied_on, outcome, decided_on)"
                " VALUES (gen_random_uuid(), :round, :programme, :who,"
                " '2013-02-01', CAST(:outcome AS text), CASE :outcome"
                " WHEN 'applied' THEN NULL ELSE date '2013-06-30' END)"
            ),
            {"round": rounds[number], "programme": zmp.id, "who": one,
             "outcome": outcome},
        )  # fmt: skip
    await session.commit()


def counted(stored: Stored, mine: set[str]) -> dict[str, int]:
    """The same numbers in a few lines of sets; every other round has decided."""
    counts = [
        {
            one
            for (at, one), outcome in stored.items()
            if at == n and (outcome == "granted" if n % 2 else outcome != "withdrawn")
        }
        for n in range(4)
    ]
    everybody = set().union(*counts)
    found = {"supported": len(mine), "visible": len(everybody)}
    found |= {"reached": len(everybody & mine), "outside": len(everybody - mine)}
    found |= {f"supported_{n}": len(one & mine) for n, one in enumerate(counts)}
    return found | {f"outside_{n}": len(one - mine) for n, one in enumerate(counts)}


async def test_any_funnel_is_what_a_few_lines_count(
    zmp: Programme, session: AsyncSession
) -> None:
    chance = random.Random(2013)  # noqa: S311  # a test's dice
    who = [await zmp.partner(n, is_supported=n < 6) for n in range(12)]
    decided = [None, "2013-06-30"] * 2
    rounds = [await zmp.opened(decided_on=day) for day in decided]
    places = [(number, one) for number in range(4) for one in who]

    for _ in range(8):
        outcomes = ("applied", "granted", "refused", "withdrawn")
        stored = {at: chance.choice(outcomes) for at in places if chance.random() < 0.4}
        await store(session, zmp, rounds, stored)

        funnel = await zmp.funnel()

        assert told(funnel) == counted(stored, set(who[:6]))
        assert await drawn(zmp, funnel) == told(funnel)


async def test_what_cannot_be_is_refused_with_its_reason(zmp: Programme) -> None:
    town = await zmp.partner(1, is_supported=True)
    call = await zmp.opened(closed_on="2013-03-31")
    money = {"amount": "10", "currency": "PLN"}

    for changes, code in (
        ({"closed_on": "2012-12-31"}, "closes_before_opening"),
        ({"closed_on": "2013-03-31", "decided_on": "2013-03-30"},
         "decided_before_closing"),
        ({"decided_on": "2090-01-01"}, "in_the_future"),
        ({"giver_id": NOWHERE}, "unknown_organisation"),
        ({"original_language": "pl"}, "original_language_missing"),
    ):  # fmt: skip
        assert refusal(await zmp.round(**changes)) == (422, code), changes
    for changes, code in (
        ({"partnership_id": NOWHERE}, "unknown_partnership"),
        ({"applied_on": "2012-12-31"}, "round_not_open"),
        ({"applied_on": "2013-04-01"}, "round_closed"),
        (GRANTED | {"decided_on": "2013-01-31"}, "decided_before_applied"),
        (GRANTED | {"decided_on": "2090-01-01"}, "in_the_future"),
        ({"outcome": "refused"}, "decision_day_missing"),
        ({"decided_on": "2013-03-01"}, "nothing_decided"),
        ({"amount": "10"}, "amount_and_currency"),
        ({"currency": "PLN"}, "amount_and_currency"),
        (money | {"currency": "XYZ"}, "unknown_currency"),
        (money | {"amount": "0"}, "amount_not_positive"),
        ({"amount": "10.5", "currency": "JPY"}, "too_many_decimals"),
        (money | {"amount": "10.005"}, "too_many_decimals"),
    ):
        assert refusal(await zmp.apply(call, town, **changes)) == (422, code), changes

    await zmp.applied(call, town, **money)
    assert refusal(await zmp.apply(call, town)) == (409, "already_applied")


async def test_rounds_and_applications_are_changed_by_their_versions(
    zmp: Programme,
) -> None:
    town = await zmp.partner(1, is_supported=False)
    call = await zmp.opened()
    made = (await zmp.apply(call, town)).json()
    round_, mine = (
        f"/v1/funding-rounds/{call}",
        f"/v1/funding-applications/{made['id']}",
    )
    send = zmp.client.request
    left_out = (422, "leaves_application_out")

    for path, body, version, code in (
        (round_, {"closed_on": "2013-01-31"}, 1, left_out),
        (round_, {"opened_on": "2013-02-02"}, 1, left_out),
        (round_, {"decided_on": "2013-01-31"}, 1, left_out),
        (round_, {"decided_on": "2013-06-30"}, 2, (412, "stale_version")),
        (mine, {"outcome": "granted"}, 1, (422, "decision_day_missing")),
        (mine, GRANTED, 2, (412, "stale_version")),
    ):
        tag = {"If-Match": f'"{version}"'}
        answer = await send("PATCH", path, json=body, headers=tag)
        assert refusal(answer) == code, body
    assert (await zmp.funnel())["rounds"][0]["outside"] == 1
    await send(
        "PATCH", round_, json={"decided_on": "2013-06-30"}, headers={"If-Match": '"1"'}
    )
    assert (await zmp.funnel())["outside"] == 0
    granted = await send("PATCH", mine, json=GRANTED, headers={"If-Match": '"1"'})
    assert (granted.json()["version"], (await zmp.funnel())["outside"]) == (2, 1)

    in_use = await send("DELETE", round_, headers={"If-Match": '"2"'})
    assert refusal(in_use) == (409, "round_in_use")
    gone = await send("DELETE", mine, headers={"If-Match": '"2"'})
    empty = await send("DELETE", round_, headers={"If-Match": '"2"'})
    assert (gone.status_code, empty.status_code) == (204, 204)
    assert refusal(await send("GET", round_)) == (404, "not_found")


async def test_applications_are_searched_sorted_and_taken_away(zmp: Programme) -> None:
    who = [await zmp.partner(n, is_supported=n == 0) for n in range(3)]
    call = await zmp.opened()
    await zmp.applied(call, who[0], applied_on="2013-03-01")
    await zmp.applied(call, *who[1:], **GRANTED, amount="5.00", currency="PLN")
    path = f"/v1/funding-rounds/{call}/applications"

    async def names(**query: str) -> list[str]:
        answer = await zmp.client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return [one["partnership"]["name"][-1] for one in answer.json()["items"]]

    assert await names() == ["0", "1", "2"]
    assert await names(sort="-applied_on", limit="1") == ["0"]
    assert await names(q="partnership 2") == ["2"]
    assert await names(outcome="granted", sort="-name") == ["2", "1"]
    assert await names(supported="true") == ["0"]
    file = await zmp.client.get(
        f"{path}/file", params={"format": "csv", "outcome": "granted"}
    )
    assert "Synthetic partnership 1;No;2013-02-01;Granted" in file.text
    assert "partnership 0" not in file.text
