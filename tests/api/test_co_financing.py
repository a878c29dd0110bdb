"""Who carries what of a project's cost."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.portfolio import organisation, project

NOWHERE = "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12"


class Plan:
    """The co-financing of one project."""

    def __init__(self, client: AsyncClient, project_id: str, *who: str) -> None:
        self._client = client
        self.funder, self.town = who
        self.path = f"/v1/projects/{project_id}/co-financing"

    async def set(self, *sources: dict[str, Any], **changes: Any) -> Response:
        version = changes.pop("version", 0)
        body = {"total": "545897.00", "currency": "EUR", "sources": sources} | changes
        head = {"If-Match": f'"{version}"'}
        return await self._client.put(self.path, json=body, headers=head)

    def share(self, percent: str, who: str | None = None) -> dict[str, Any]:
        return {"organisation_id": who or self.funder, "share": percent}

    def amount(self, amount: str, who: str | None = None) -> dict[str, Any]:
        return {"organisation_id": who or self.town, "amount": amount}


@pytest.fixture
async def plan(officer: AsyncClient, session: AsyncSession) -> Plan:
    who = [await organisation(officer, name) for name in ("Norad", "Hamar")]
    return Plan(officer, await project(session, "8"), *who)


async def test_a_share_and_an_amount_are_told_both_ways(
    plan: Plan, officer: AsyncClient
) -> None:
    nothing = await officer.get(plan.path)
    kept = await plan.set(plan.share("89.92"), plan.amount("50000"))

    assert (nothing.json()["sources"], nothing.headers["ETag"]) == ([], '"0"')
    assert kept.status_code == 200, kept.text
    assert (await officer.get(plan.path)).json() == kept.json()
    assert kept.headers["ETag"] == '"1"'
    link, town = kept.json()["sources"]
    assert link == {
        "organisation": {"id": plan.funder, "name": "Norad"},
        "share": "89.92", "amount": "490870.58", "is_share": True,
    }  # fmt: skip
    assert (town["share"], town["amount"], town["is_share"]) == (
        "9.159237", "50000.00", False,
    )  # fmt: skip
    assert kept.json()["unfunded"] == {"share": "0.920763", "amount": "5026.42"}


async def test_the_whole_is_replaced_and_others_changes_are_not_overwritten(
    plan: Plan,
) -> None:
    await plan.set(plan.share("89.92"), plan.amount("50000"))

    stale = await plan.set(plan.share("100"))
    changed = await plan.set(plan.share("100"), version=1, currency="JPY", total="3")

    assert stale.status_code == 412
    assert len(stale.json()["current"]["sources"]) == 2
    assert changed.json()["sources"][0]["amount"] == "3"
    assert changed.json()["unfunded"] == {"share": "0", "amount": "0"}


async def test_what_cannot_be_is_refused_and_nothing_of_it_is_kept(
    plan: Plan, officer: AsyncClient
) -> None:
    half = plan.share("50")
    who, share, amount = (
        ["body", "sources", 0, name] for name in ("organisation_id", "share", "amount")
    )
    for sources, changes, loc, code in (
        ([plan.share("89.92"), plan.amount("55026.43")], {},
         ["body", "sources", 1, "amount"], "over_100_percent"),
        ([plan.share("100.000001")], {}, share, "percent_out_of_bounds"),
        ([plan.share("0")], {}, share, "amount_not_positive"),
        ([plan.share("1.0000001")], {}, share, "too_many_decimals"),
        ([plan.share("half")], {}, share, "not_a_decimal_string"),
        ([plan.share("5", NOWHERE)], {}, who, "unknown_organisation"),
        ([half, half], {}, ["body", "sources", 1, "organisation_id"],
         "duplicate_source"),
        ([half | {"amount": "1"}], {}, share, "share_or_amount"),
        ([{"organisation_id": plan.town}], {}, share, "share_or_amount"),
        ([plan.amount("1.5")], {"currency": "JPY", "total": "3"}, amount,
         "too_many_decimals"),
        ([half], {"total": "0"}, ["body", "total"], "amount_not_positive"),
        ([half], {"currency": "XYZ"}, ["body", "currency"], "unknown_currency"),
        ([half] * 51, {}, ["body", "sources"], "too_long"),
    ):  # fmt: skip
        answer = await plan.set(*sources, **changes)
        field = answer.json()["fields"][0]
        assert (answer.status_code, field["loc"], field["code"]) == (422, loc, code)
    assert (await officer.get(plan.path)).json()["version"] == 0


async def test_who_may_not_write_may_read(plan: Plan, reader: AsyncClient) -> None:
    await plan.set(plan.share("89.92"))
    refused = await reader.put(
        plan.path,
        json={"total": "1", "currency": "EUR", "sources": []},
        headers={"If-Match": '"1"'},
    )

    assert refused.status_code == 403
    assert (await reader.get(plan.path)).json()["total"] == "545897.00"
