"""Writes a plan, and records every part of it so that it can be taken back."""

import json
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id

from .analysis.options import Options
from .analysis.plan import Plan
from .bulk import insert_rows, update_rows

# Readers go on; whoever writes to these waits until the import is in.
_LOCK = text(
    "LOCK TABLE api.organisation, api.organisation_alias, api.organisation_identifier,"
    " api.project, api.project_country, api.project_role, api.project_component,"
    " api.partnership, api.partnership_member, api.project_partnership,"
    " api.budget_line IN SHARE ROW EXCLUSIVE MODE"
)
_PATIENCE = (
    text("SET LOCAL statement_timeout = '10min'"),
    text("SET LOCAL lock_timeout = '60s'"),
)


class Change(NamedTuple):
    """One thing that the import does; see `ImportChange`."""

    kind: str
    action: str
    object_id: UUID
    related_id: UUID | None = None
    detail: str | None = None
    version: int | None = None


async def hold_registry(session: AsyncSession) -> None:
    """Let nobody else write what an import reads, until the transaction ends."""
    for statement in _PATIENCE:
        await session.execute(statement)
    await session.execute(_LOCK)


class PlanWriter:
    """Writes one plan into the tables, in the order of their foreign keys."""

    def __init__(self, session: AsyncSession, plan: Plan, options: Options) -> None:
        self._session = session
        self._plan = plan
        self._options = options

    async def write(self, batch_id: UUID) -> None:
        await self._organisations()
        await self._projects()
        await self._parts()
        await self._partnerships()
        await self._lines()
        changes = list(self._changes())
        await insert_rows(
            self._session,
            "import_change",
            ("batch_id", "position", *Change._fields),
            [(batch_id, at, *change) for at, change in enumerate(changes)],
        )

    async def _organisations(self) -> None:
        new = self._plan.organisations.values()
        await insert_rows(
            self._session,
            "organisation",
            ("id", "kind", "name", "country_code", "version"),
            [(o.id, o.kind, o.name, o.country_code, 1) for o in new],
        )
        await insert_rows(
            self._session,
            "organisation_alias",
            ("id", "organisation_id", "name"),
            [(new_id(), o.id, alias) for o in new for alias in o.aliases],
        )

    async def _projects(self) -> None:
        language = self._options.language
        await insert_rows(
            self._session,
            "project",
            ("id", "programme_id", "code", "title", "status", "original_language"),
            [
                (
                    project.id,
                    self._options.programme_id,
                    project.code,
                    json.dumps({language: project.title}, ensure_ascii=False),
                    self._options.project_status,
                    language,
                )
                for project in self._plan.projects
            ],
        )

    async def _parts(self) -> None:
        language = self._options.language
        await insert_rows(
            self._session,
            "project_country",
            ("project_id", "country_code"),
            self._plan.countries,
        )
        await insert_rows(
            self._session,
            "project_role",
            ("project_id", "organisation_id", "role", "position"),
            self._plan.roles,
        )
        await insert_rows(
            self._session,
            "project_component",
            ("id", "project_id", "position", "title"),
            [
                (
                    part.id,
                    part.project_id,
                    part.position,
                    json.dumps({language: part.title}, ensure_ascii=False),
                )
                for part in self._plan.components
            ],
        )
        touched = [(project_id,) for project_id in self._plan.touched]
        await update_rows(self._session, "project", ("id",), touched)

    async def _partnerships(self) -> None:
        new = self._plan.partnerships.values()
        await insert_rows(
            self._session,
            "partnership",
            ("id", "name", "link_type"),
            [(p.id, p.name, "twinning") for p in new],
        )
        await insert_rows(
            self._session,
            "partnership_member",
            ("id", "partnership_id", "organisation_id", "side", "role", "position"),
            [
                (new_id(), p.id, organisation_id, side, "member", at)
                for p in new
                for at, (organisation_id, side) in enumerate(p.members)
            ],
        )
        await insert_rows(
            self._session,
            "partnership_status",
            ("id", "partnership_id", "status", "valid_from"),
            [(new_id(), p.id, "active", p.begins_on) for p in new],
        )
        await insert_rows(
            self._session,
            "project_partnership",
            ("project_id", "partnership_id", "position"),
            self._plan.ties,
        )

    async def _lines(self) -> None:
        await insert_rows(
            self._session,
            "budget_line",
            ("id", "project_id", "year", "funder_id", "amount", "currency"),
            self._plan.lines,
        )
        await update_rows(
            self._session,
            "budget_line",
            ("id", "amount"),
            [(line.known.id, line.amount) for line in self._plan.changed_lines],
        )

    def _changes(self) -> Iterator[Change]:
        yield from self._created()
        yield from self._added()
        for project_id, version in self._plan.touched.items():
            yield Change("project", "changed", project_id, version=version + 1)
        for changed in self._plan.changed_lines:
            yield Change(
                "budget_line",
                "changed",
                changed.known.id,
                detail=str(changed.known.amount),
                version=changed.known.version + 1,
            )

    def _created(self) -> Iterator[Change]:
        for organisation_id in self._plan.organisations:
            yield Change("organisation", "created", organisation_id, version=1)
        for project in self._plan.projects:
            yield Change("project", "created", project.id, version=1)
        for partnership_id in self._plan.partnerships:
            yield Change("partnership", "created", partnership_id, version=1)
        for line in self._plan.lines:
            yield Change("budget_line", "created", line.id, line.project_id, version=1)

    def _added(self) -> Iterator[Change]:
        for project_id, code in self._plan.countries:
            yield Change("country", "created", project_id, detail=code)
        for role in self._plan.roles:
            yield Change(
                "role", "created", role.project_id, role.organisation_id, role.role
            )
        for part in self._plan.components:
            yield Change("component", "created", part.id, part.project_id)
        for tie in self._plan.ties:
            yield Change("tie", "created", tie.project_id, tie.partnership_id)
