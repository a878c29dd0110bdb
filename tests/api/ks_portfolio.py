"""The KS portfolio 2005/2006 in the registry, put there without the import."""

import csv
import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id
from tests.api.portfolio import organisation, project
from tests.conftest import ROOT

NO_COUNTRY = "NORAD"
FUNDERS = {
    "NMFA": "Norwegian Ministry of Foreign Affairs",
    "NORAD": "Norwegian Agency for Development Cooperation",
}


def portfolio_rows() -> list[dict[str, str]]:
    path = ROOT / "deploy/standalone/src/bromost/demo/portfolio.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Loader:
    """Makes what the rows name: each organisation once, a twinning where it says so."""

    def __init__(self, client: AsyncClient, session: AsyncSession) -> None:
        self._client = client
        self._session = session
        self._known: dict[str, str] = {}

    async def load(self) -> None:
        for short, name in FUNDERS.items():
            self._known[short] = await organisation(
                self._client, name, kind="agency", aliases=[{"name": short}]
            )
        rows = portfolio_rows()
        for code, group in groupby(rows, lambda row: row["row"]):
            await self._project(code, list(group))
        await self._session.commit()

    async def _project(self, code: str, rows: list[dict[str, str]]) -> None:
        first = rows[0]
        country = await self._country(first["country_as_printed"])
        project_id = await project(
            self._session,
            code,
            title=first["project"],
            countries=[country] if country else [],
        )
        parts = first["partners_as_printed"].split(" | ")
        for position, part in enumerate(parts):
            await self._partner(project_id, position, part)
        for row in rows:
            await self._insert(
                "budget_line",
                id=str(new_id()),
                project_id=project_id,
                year=int(row["year"]),
                funder_id=self._known[row["funder"]],
                amount=row["amount_nok"],
                currency="NOK",
            )

    async def _country(self, printed: str) -> str | None:
        return None if printed == NO_COUNTRY else str(
            await self._session.scalar(
                text(
                    "SELECT code FROM api.country WHERE common.fold(:name) IN"
                    " (common.fold(name ->> 'en'), common.fold(former_name ->> 'en'))"
                    " UNION SELECT country_code FROM api.country_alias"
                    " WHERE name_key = common.fold(:name)"
                ),
                {"name": printed},
            )
        )  # fmt: skip

    async def _partner(self, project_id: str, position: int, part: str) -> None:
        if " - " in part:
            await self._twinning(project_id, position, part)
        elif part == "KS coordination activities":
            await self._insert(
                "project_component",
                id=str(new_id()),
                project_id=project_id,
                position=position,
                title={"en": part},
            )
        else:
            await self._insert(
                "project_role",
                project_id=project_id,
                organisation_id=(await self._organisations([part]))[0],
                role="partner",
                position=position,
            )

    async def _twinning(self, project_id: str, position: int, part: str) -> None:
        twinning = str(new_id())
        await self._insert("partnership", id=twinning, name=part, link_type="twinning")
        members = await self._organisations(part.split(" - "))
        for side, member in enumerate(members, 1):
            await self._insert(
                "partnership_member",
                id=str(new_id()),
                partnership_id=twinning,
                organisation_id=member,
                side=side,
            )
        await self._insert(
            "project_partnership",
            project_id=project_id,
            partnership_id=twinning,
            position=position,
        )

    async def _organisations(self, names: Iterable[str]) -> list[str]:
        for name in names:
            if name not in self._known:
                self._known[name] = str(new_id())
                await self._insert(
                    "organisation", id=self._known[name], kind="other", name=name
                )
        return [self._known[name] for name in names]

    async def _insert(self, table: str, **values: Any) -> None:
        columns = ", ".join(values)
        row = f"jsonb_populate_record(NULL::api.{table}, CAST(:row AS jsonb))"
        await self._session.execute(
            text(f"INSERT INTO api.{table} ({columns}) SELECT {columns} FROM {row}"),  # noqa: S608
            {"row": json.dumps(values)},
        )
