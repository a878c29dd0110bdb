"""Loads what the registry holds, as far as a draft's rows touch it, set by set."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Uuid

from bromost_api.organisations.repository import OrganisationRepository

from .analysis.draft import Draft
from .analysis.facts import (
    Candidate,
    KnownLine,
    KnownOrganisation,
    KnownProject,
    Registry,
)
from .analysis.names import MAX_CANDIDATES
from .analysis.options import Options

# Likeness costs about ten milliseconds a name, and nobody decides on more by hand.
MAX_COMPARED = 500

_IDS = bindparam("ids", type_=ARRAY(Uuid()))
_FOLDS = text("SELECT t, common.fold(t) FROM unnest(CAST(:texts AS text[])) AS t")
# Better evidence comes later and replaces what came before.
_COUNTRIES = text(
    """
    SELECT key, code FROM (
      SELECT name_key AS key, country_code AS code, 1 AS rank FROM api.country_alias
      UNION ALL
      SELECT common.fold(f.value), c.code, 2
        FROM api.country c, jsonb_each_text(coalesce(c.former_name, '{}')) f
      UNION ALL
      SELECT common.fold(n.value), c.code, 3
        FROM api.country c, jsonb_each_text(c.name) n
      UNION ALL
      SELECT common.fold(alpha3), code, 4 FROM api.country
      UNION ALL
      SELECT common.fold(code), code, 5 FROM api.country
    ) names ORDER BY rank, code
    """
)
_CURRENCIES = text("SELECT code FROM api.currency")
_EXACT = text(
    """
    SELECT n.name_key, o.id, o.name, o.country_code, n.name AS matched, n.is_main
    FROM api.organisation_name n JOIN api.organisation o ON o.id = n.organisation_id
    WHERE n.name_key = ANY(CAST(:keys AS text[])) AND o.archived_at IS NULL
    ORDER BY n.is_main DESC, o.name, o.id
    """
)
_IDENTIFIED = text(
    """
    SELECT w.text, o.id, o.name, o.country_code, i.scheme || '-' || i.value AS matched
    FROM (
      SELECT value AS written, * FROM api.organisation_identifier
      UNION ALL
      SELECT scheme || '-' || value, * FROM api.organisation_identifier
    ) i
    JOIN unnest(CAST(:texts AS text[])) AS w(text) ON w.text = i.written
    JOIN api.organisation o ON o.id = i.organisation_id
    WHERE o.archived_at IS NULL
    """
)
_CHOSEN = text(
    "SELECT id, name, country_code FROM api.organisation"
    " WHERE id = ANY(:ids) AND archived_at IS NULL"
).bindparams(_IDS)
_PROJECTS = text(
    """
    SELECT p.id, p.code, p.version, p.archived_at IS NOT NULL AS archived,
      ARRAY(SELECT common.fold(t.value) FROM jsonb_each_text(p.title) t) AS titles
    FROM api.project p
    WHERE p.programme_id = :programme AND p.code = ANY(CAST(:codes AS text[]))
    """
)
_PARTS = {
    "countries": "SELECT project_id, country_code FROM api.project_country",
    "roles": "SELECT project_id, organisation_id, role, position FROM api.project_role",
    "components": (
        "SELECT project_id, common.fold(t.value), position"
        " FROM api.project_component, jsonb_each_text(title) t"
    ),
    "ties": "SELECT project_id, partnership_id, position FROM api.project_partnership",
    "lines": (
        "SELECT project_id, year, funder_id, currency, id, amount, version"
        " FROM api.budget_line"
    ),
}
_PARTNERSHIPS = text(
    """
    SELECT p.id, array_agg(DISTINCT m.organisation_id) AS members
    FROM api.partnership p JOIN api.partnership_member m ON m.partnership_id = p.id
    WHERE m.left_on IS NULL OR m.left_on >= current_date
    GROUP BY p.id, p.created_at ORDER BY p.created_at DESC, p.id DESC
    """
)


class RegistryReader:
    """Reads the registry for one draft."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def currencies(self) -> frozenset[str]:
        return frozenset(await self._session.scalars(_CURRENCIES))

    async def read(self, draft: Draft, options: Options) -> Registry:
        folds = await self._folds(draft)
        exact = await self._exact({folds[name] for name in draft.names})
        identified = await self._identified(draft.names)
        return Registry(
            folds=folds,
            countries=await self._countries(),
            currencies=await self.currencies(),
            exact=exact,
            identified=identified,
            similar=await self._similar(draft, options, folds, exact, identified),
            chosen=await self._chosen(options),
            projects=await self._projects(draft, options),
            partnerships=await self._partnerships(),
        )

    async def _folds(self, draft: Draft) -> dict[str, str]:
        texts = {*draft.names, *draft.others, *draft.countries}
        rows = await self._session.execute(_FOLDS, {"texts": sorted(texts)})
        return {row[0]: row[1] for row in rows}

    async def _countries(self) -> dict[str, str]:
        return {row[0]: row[1] for row in await self._session.execute(_COUNTRIES)}

    async def _exact(self, keys: Iterable[str]) -> dict[str, list[Candidate]]:
        found: dict[str, dict[UUID, Candidate]] = defaultdict(dict)
        for row in await self._session.execute(_EXACT, {"keys": sorted(keys)}):
            organisation = KnownOrganisation(row.id, row.name, row.country_code)
            how = "name" if row.is_main else "alias"
            candidate = Candidate(organisation, how, row.matched, 1.0)  # type: ignore[arg-type]  # one of two words
            found[row.name_key].setdefault(row.id, candidate)
        return {key: list(candidates.values()) for key, candidates in found.items()}

    async def _identified(self, names: Iterable[str]) -> dict[str, Candidate]:
        # Identifiers have digits; names hardly ever do.
        texts = [name for name in names if any(sign.isdigit() for sign in name)]
        rows = await self._session.execute(_IDENTIFIED, {"texts": texts})
        return {
            row.text: Candidate(
                KnownOrganisation(row.id, row.name, row.country_code),
                "identifier",
                row.matched,
                1.0,
            )
            for row in rows
        }

    async def _similar(
        self,
        draft: Draft,
        options: Options,
        folds: dict[str, str],
        exact: dict[str, list[Candidate]],
        identified: dict[str, Candidate],
    ) -> dict[str, list[Candidate]]:
        decided = {text for text, _ in options.decisions}
        wholes = {
            part.text
            for parts in draft.parts.values()
            for part in parts
            if part.is_twinning
        }
        unknown = [
            name
            for name in sorted(draft.names - decided - wholes)
            if folds[name] not in exact and name not in identified
        ]
        asked = [(name, None) for name in unknown[:MAX_COMPARED]]
        found: dict[str, list[Candidate]] = defaultdict(list)
        organisations = OrganisationRepository(self._session)
        for match in await organisations.match_names(asked) if asked else ():
            organisation = KnownOrganisation(
                match.organisation_id, match.name, match.country_code
            )
            if len(found[match.asked]) < MAX_CANDIDATES:
                found[match.asked].append(
                    Candidate(
                        organisation, "similarity", match.matched, float(match.score)
                    )
                )
        return dict(found)

    async def _chosen(self, options: Options) -> dict[UUID, KnownOrganisation]:
        ids = {d.organisation_id for d in options.decisions.values()} - {None}
        rows = await self._session.execute(_CHOSEN, {"ids": list(ids)})
        return {row.id: KnownOrganisation(*row) for row in rows}

    async def _projects(
        self, draft: Draft, options: Options
    ) -> dict[str, KnownProject]:
        rows = await self._session.execute(
            _PROJECTS,
            {
                "programme": options.programme_id,
                "codes": sorted({row.code for row in draft.rows}),
            },
        )
        projects = {
            row.id: KnownProject(
                row.id, row.code, row.version, row.archived, frozenset(row.titles)
            )
            for row in rows
        }
        if projects:
            for kind in _PARTS:
                for part in await self._parts(kind, list(projects)):
                    _add_part(projects[part[0]], kind, part[1:])
        return {project.code: project for project in projects.values()}

    async def _parts(self, kind: str, ids: Sequence[UUID]) -> Iterable[Any]:
        statement = text(f"{_PARTS[kind]} WHERE project_id = ANY(:ids)")  # constants
        return await self._session.execute(statement.bindparams(_IDS), {"ids": ids})

    async def _partnerships(self) -> dict[frozenset[UUID], UUID]:
        rows = await self._session.execute(_PARTNERSHIPS)
        return {frozenset(row.members): row.id for row in rows}


def _add_part(project: KnownProject, kind: str, part: Sequence[Any]) -> None:
    match kind:
        case "countries":
            project.countries.add(part[0])
        case "roles":
            project.roles.add((part[0], part[1]))
        case "components":
            project.components.add(part[0])
        case "ties":
            project.partnerships.add(part[0])
        case _:
            year, funder, currency, *line = part
            project.lines[year, funder, currency] = KnownLine(*line)
            return
    if kind != "countries":
        project.next_position = max(project.next_position, part[-1] + 1)
