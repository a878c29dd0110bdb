"""The reference portfolio, and somebody who takes files through an import."""

import csv
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id
from tests.api.working import work_off
from tests.conftest import ROOT

DEMO = ROOT / "deploy/standalone/src/bromost/demo"
PORTFOLIO = DEMO / "portfolio.csv"
COLUMNS = {
    "project_code": 0,
    "country": 1,
    "project_title": 2,
    "partners": 3,
    "year": 4,
    "amount": 5,
    "funder": 6,
}


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def components() -> list[dict[str, Any]]:
    return [
        {"text": row["text"], "action": row["meaning"]}
        for row in records(DEMO / "values.csv")
    ]


async def add_programme(session: AsyncSession, code: str = "KS-2005-2006") -> UUID:
    programme_id = new_id()
    await session.execute(
        text("INSERT INTO api.programme (id, code, title) VALUES (:id, :code, :title)"),
        {"id": programme_id, "code": code, "title": json.dumps({"en": "Portfolio"})},
    )
    return programme_id


async def add_organisation(
    session: AsyncSession,
    name: str,
    country: str | None = None,
    *,
    kind: str = "municipality",
    aliases: tuple[str, ...] = (),
) -> UUID:
    organisation_id = new_id()
    await session.execute(
        text(
            "INSERT INTO api.organisation (id, kind, name, country_code)"
            " VALUES (:id, :kind, :name, :country)"
        ),
        {"id": organisation_id, "kind": kind, "name": name, "country": country},
    )
    for alias in aliases:
        await session.execute(
            text(
                "INSERT INTO api.organisation_alias (id, organisation_id, name)"
                " VALUES (:id, :organisation, :name)"
            ),
            {"id": new_id(), "organisation": organisation_id, "name": alias},
        )
    return organisation_id


async def add_reference_organisations(session: AsyncSession) -> None:
    for row in records(DEMO / "organisations.csv"):
        await add_organisation(
            session,
            row["name"],
            row["country_code"] or None,
            kind=row["kind"],
            aliases=tuple(filter(None, row["aliases"].split(" | "))),
        )


class Desk:
    """Uploads, maps, commits and undoes, as the wizard does."""

    def __init__(self, client: AsyncClient, registry: FastAPI) -> None:
        self.client = client
        self._registry = registry

    async def upload(
        self, data: bytes, name: str = "portfolio.csv", **form: str
    ) -> Response:
        return await self.client.post(
            "/v1/imports", files={"file": (name, data)}, data=form
        )

    async def uploaded(self, data: bytes, name: str = "portfolio.csv") -> Any:
        answer = await self.upload(data, name)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def map(self, made: Any, **settings: Any) -> Response:
        return await self.client.put(
            f"/v1/imports/{made['id']}/mapping",
            json=settings,
            headers={"If-Match": f'"{made["version"]}"'},
        )

    async def analysed(self, data: bytes, name: str = "x.csv", **settings: Any) -> Any:
        made = await self.uploaded(data, name)
        return await self.mapped(made, **settings)

    async def mapped(self, made: Any, **settings: Any) -> Any:
        settings.setdefault("columns", made["suggestion"]["columns"])
        settings.setdefault("home_country", "NO")
        settings.setdefault("currency", "NOK")
        answer = await self.map(made, **settings)
        assert answer.status_code == 202, answer.text
        await self.work()
        return await self.get(made)

    async def get(self, made: Any) -> Any:
        answer = await self.client.get(f"/v1/imports/{made['id']}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def commit(self, made: Any, mode: str = "all_or_nothing") -> Response:
        return await self.client.post(
            f"/v1/imports/{made['id']}/commit",
            json={"mode": mode},
            headers={"If-Match": f'"{made["version"]}"'},
        )

    async def committed(self, made: Any, mode: str = "all_or_nothing") -> Any:
        answer = await self.commit(made, mode)
        assert answer.status_code == 202, answer.text
        await self.work()
        return await self.get(made)

    async def undone(self, made: Any) -> Any:
        answer = await self.client.post(f"/v1/imports/{made['id']}/undo")
        assert answer.status_code == 202, answer.text
        await self.work()
        return await self.get(made)

    async def rows(self, made: Any, **query: Any) -> list[Any]:
        answer = await self.client.get(
            f"/v1/imports/{made['id']}/rows", params={"limit": 200, **query}
        )
        assert answer.status_code == 200, answer.text
        rows: list[Any] = answer.json()["items"]
        return rows

    async def names(self, made: Any, *states: str) -> list[Any]:
        answer = await self.client.get(
            f"/v1/imports/{made['id']}/names",
            params={"limit": 200, "state": list(states)},
        )
        assert answer.status_code == 200, answer.text
        names: list[Any] = answer.json()["items"]
        return names

    async def work(self) -> None:
        await work_off(self._registry)
