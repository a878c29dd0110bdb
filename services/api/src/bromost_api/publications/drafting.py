"""Puts together what would be public of a programme or project, as it is now."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from bromost_api.programmes.schemas import ProgrammeOut
from bromost_api.projects.schemas import ProjectOut
from bromost_common.paging import AnyRow

from .documents import (
    MOST_INDICATORS,
    PublicDocument,
    PublicIndicator,
    PublicOrganisation,
    PublicProgramme,
    PublicProject,
    PublicResult,
)

_SAME = (
    *("id", "code", "title", "original_language"),
    *("starts_on", "ends_on", "themes"),
)
_OF_PROGRAMME = (*_SAME, "description", "funding_scheme")
_OF_PROJECT = (
    *_SAME,
    *("programme", "summary", "status", "countries", "objectives", "budget"),
)


class Draft(NamedTuple):
    """What would be public, and of how many indicators figures are still awaited."""

    document: PublicDocument
    figures: int
    pending: int
    programme_id: UUID
    countries: list[str]
    project_id: UUID | None = None
    report_id: UUID | None = None
    is_accepted: bool = True


def programme_draft(programme: ProgrammeOut, rows: Sequence[AnyRow]) -> Draft:
    organisations = [
        _organisation(one.role, one.organisation) for one in programme.roles
    ]
    document = PublicProgramme.model_validate(
        {
            **_plain(programme, _OF_PROGRAMME),
            "goals": [one.text for one in programme.goals],
            "organisations": organisations,
            **_reached(rows),
        }
    )
    countries = {one.country_code for one in organisations if one.country_code}
    return _draft(document, rows, programme.id, countries)


def project_draft(project: ProjectOut, rows: Sequence[AnyRow]) -> Draft:
    named = [_organisation(one.role, one.organisation) for one in project.roles]
    known = {one.organisation.id for one in project.roles}
    # A partnership's members are partners, though nobody wrote it down once more.
    members = {
        member.organisation.id: _organisation("partner", member.organisation)
        for bond in project.partnerships
        for member in bond.members
        if member.organisation.id not in known
    }
    document = PublicProject.model_validate(
        {
            **_plain(project, _OF_PROJECT),
            "organisations": [*named, *members.values()],
            **_reached(rows),
        }
    )
    draft = _draft(document, rows, project.programme.id, project.countries)
    return draft._replace(project_id=project.id)


def _draft(
    document: PublicDocument,
    rows: Sequence[AnyRow],
    programme_id: UUID,
    countries: Iterable[str],
) -> Draft:
    pending = sum(row.pending for row in rows)
    return Draft(document, len(rows), pending, programme_id, sorted(countries))


def _plain(thing: ProgrammeOut | ProjectOut, names: Iterable[str]) -> dict[str, Any]:
    return thing.model_dump(include=set(names))


def _organisation(role: str, organisation: Any) -> PublicOrganisation:
    return PublicOrganisation(
        role=role, name=organisation.name, country_code=organisation.country_code
    )


def _reached(rows: Sequence[AnyRow]) -> dict[str, Any]:
    """Results in the order of the rows, which have those of one result together."""
    results = []
    is_cut = len(rows) > MOST_INDICATORS
    rows = rows[:MOST_INDICATORS]
    for _, found in groupby(rows, key=lambda row: row.result_id):
        of_one = list(found)
        results.append(
            PublicResult(
                kind=of_one[0].kind,
                title=of_one[0].title,
                original_language=of_one[0].original_language,
                indicators=[_indicator(row) for row in of_one],
            )
        )
    days = [row.as_of for row in rows if row.as_of is not None]
    return {
        "results": results,
        "figures_as_of": min(days, default=None),
        "is_cut": is_cut,
    }


def _indicator(row: AnyRow) -> PublicIndicator:
    told = row._asdict()
    return PublicIndicator.model_validate(
        told
        | {
            "id": row.indicator_id,
            "title": row.indicator_title,
            "kind": row.value_kind,
            "marks": row.marks or [],
        }
    )
