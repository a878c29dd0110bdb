"""A small programme with everything that a document can tell of."""

import json
from typing import Any

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id
from tests.api.portfolio import organisation
from tests.api.projects import made, programme, theme

_REPORTS = """
    INSERT INTO indicators.reporting_requirement (id, programme_id, kind, title,
      original_language, owed_by, rhythm, sections)
    VALUES (:requirement, :programme, 'progress', '{"en": "Progress report"}', 'en',
      'lead_partners', 'project', '[]');
    INSERT INTO indicators.report (id, requirement_id, programme_id, project_id, kind,
      starts_on, ends_on, due_on, grace_days, parts, status, received_on, sections)
    VALUES (:report, :requirement, :programme, :project, 'progress', '2005-01-01',
      '2005-12-31', '2006-01-31', 0, '{}', 'accepted', '2006-01-20', '[]');
    INSERT INTO indicators.report_step (report_id, number, step, at)
    VALUES (:report, 1, 'accepted', '2006-02-03 12:00Z');
    INSERT INTO indicators.report_version (report_id, number, contents, at)
    VALUES (:report, 1, :contents, '2006-02-03 12:00Z')
"""
_DONE = {"en": "Two *councils* met.\nBoth agreed.", "pl": "Spotkały się dwie rady."}
_NOTHING = {"value": None, "low": None, "high": None}
_ROW: dict[str, Any] = {
    "indicator_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12",
    "title": {"en": "Wells dug", "pl": "Wykopane studnie"},
    "original_language": "en", "unit": "wells", "unit_name": None, "decimals": 0,
    "is_synthetic": True, "target": _NOTHING | {"low": "10", "high": "12"},
    "previously": _NOTHING, "now": _NOTHING | {"value": "8"},
    "to_date": _NOTHING | {"value": "8"}, "words": {"text": {"en": "It rained."}},
}  # fmt: skip
# What waited to be accepted then is not told.
_WAITING = _ROW | {"now": _NOTHING | {"value": "9"}}
_CONTENTS = {
    "sections": {"sections": [
        {"section": "done", "title": {"en": "What was done"}, "text": _DONE},
        {"section": "next", "title": {"en": "What comes next"}, "text": {}},
    ]},
    "figures": {"rows": [_WAITING]}, "accepted_rows": [_ROW],
}  # fmt: skip


class SmallProgramme:
    """Made over HTTP, but for an accepted report, which another service keeps."""

    def __init__(self, client: AsyncClient, session: AsyncSession) -> None:
        self.client = client
        self._session = session
        self.ids: dict[str, str] = {}

    async def make(self) -> None:
        await self._people()
        await self._frame()
        await self._project()
        await self._money()
        await self._report()

    async def _people(self) -> None:
        for key, name in (
            ("funder", "Ministry of Trees"),
            ("town", "Ålesund"),
            ("partner", "Goražde"),
        ):
            self.ids[key] = await organisation(self.client, name)

    async def _frame(self) -> None:
        self.ids["theme"] = await theme(self.client, "water")
        frame = await programme(self.client, code="WATER-1")
        self.ids["programme"] = frame["id"]
        self.ids["network"] = (
            await made(
                self.client,
                "/v1/networks",
                {
                    "programme_id": frame["id"],
                    "code": "N-9",
                    "name": {"en": "Clean rivers", "nb": "Rene elver"},
                    "description": {"en": "Towns along one river."},
                    "lead_organisation_id": self.ids["town"],
                },
            )
        )["id"]
        await made(
            self.client,
            f"/v1/networks/{self.ids['network']}/members",
            {"organisation_id": self.ids["partner"], "joined_on": "2005-02-01"},
        )

    async def _project(self) -> None:
        project = await made(
            self.client,
            "/v1/projects",
            {
                "programme_id": self.ids["programme"],
                "network_id": self.ids["network"],
                "code": "8",
                "title": {"en": "Wells & pipes", "pl": "Studnie i rury"},
                "summary": {"en": "Clean water.\n\nFor everybody."},
                "status": "active",
                "starts_on": "2005-01-01",
                "ends_on": "2006-12-31",
                "countries": ["BA"],
                "objectives": [
                    {"kind": "general", "text": {"en": "Nobody is thirsty."}}
                ],
                "roles": [
                    {"organisation_id": self.ids["town"], "role": "lead_partner"},
                    {"organisation_id": self.ids["partner"], "role": "partner"},
                ],
            },
        )
        self.ids["project"] = project["id"]

    async def _money(self) -> None:
        ids, at = self.ids, f"/v1/projects/{self.ids['project']}"
        rate = {"from_currency": "NOK", "to_currency": "EUR", "rate": "0.12",
                "valid_on": "2005-01-01", "source": "Bank"}  # fmt: skip
        await made(self.client, "/v1/conversion-rates", rate)
        for year, amount in ((2005, "1000000"), (2006, "500000.50")):
            line = {"year": year, "funder_id": ids["funder"], "amount": amount,
                    "currency": "NOK"}  # fmt: skip
            await made(self.client, f"{at}/budget-lines", line)
        for kind, amount in (("commitment", "1500000"), ("disbursement", "900000"),
                             ("expenditure", "750000.25")):  # fmt: skip
            entry: dict[str, Any] = {
                "kind": kind, "happened_on": "2005-06-01", "amount": amount,
                "currency": "NOK", "giver_id": ids["funder"],
                "receiver_id": ids["town"],
            }  # fmt: skip
            await made(self.client, f"{at}/transactions", entry)
        shares = [{"organisation_id": ids["funder"], "share": "89.92"}]
        answer = await self.client.put(
            f"{at}/co-financing",
            json={"total": "545897.00", "currency": "EUR", "sources": shares},
            headers={"If-Match": '"0"'},
        )
        assert answer.status_code == 200, answer.text
        terms = {"interest": "5", "method": "annuity", "instalments": 12,
                 "months_between": 1, "first_due_on": "2005-08-01"}  # fmt: skip
        loan = {"kind": "loan", "giver_id": ids["town"], "receiver_id": ids["partner"],
                "amount": "5000", "currency": "NOK", "awarded_on": "2005-07-01",
                "terms": terms}  # fmt: skip
        await made(self.client, f"{at}/sub-awards", loan)

    async def _report(self) -> None:
        told = {
            "requirement": new_id(), "report": new_id(),
            "programme": self.ids["programme"], "project": self.ids["project"],
            "contents": json.dumps(_CONTENTS),
        }  # fmt: skip
        for statement in _REPORTS.split(";\n"):
            needed = {key: one for key, one in told.items() if f":{key}" in statement}
            await self._session.execute(text(statement), needed)
        await self._session.commit()
        self.ids["report"] = str(told["report"])
