"""Which projects a list is about."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    column,
    extract,
    func,
    or_,
    select,
    table,
    union,
)

from bromost_api.finance.models import BudgetLine
from bromost_api.partnerships.models import PartnershipMember, ProjectPartnership

from .models import Project, ProjectCountry, ProjectRole, ProjectTheme
from .schemas import ProjectFilter

MAX_WORDS = 8
# Shorter words are alike too often.
MIN_LETTERS_FOR_TYPING_ERRORS = 4

# Organisations' names and aliases, folded.
_name: Any = table(
    "organisation_name", column("organisation_id"), column("name_key"), schema="api"
)


def conditions(wanted: ProjectFilter) -> Iterator[ColumnElement[bool]]:
    """What must hold for a project of the list."""
    if not wanted.include_archived:
        yield Project.archived_at.is_(None)
    if wanted.q:
        # Every word must be somewhere, in any order.
        yield from (_mentions(word) for word in wanted.q.split()[:MAX_WORDS])
    if wanted.programme is not None:
        yield Project.programme_id == wanted.programme
    if wanted.status is not None:
        yield Project.status == wanted.status
    if wanted.country is not None:
        yield Project.id.in_(
            select(ProjectCountry.project_id).where(
                ProjectCountry.country_code == wanted.country
            )
        )
    if wanted.theme is not None:
        yield Project.id.in_(
            select(ProjectTheme.project_id).where(ProjectTheme.theme_id == wanted.theme)
        )
    if wanted.funder is not None:
        yield _funded_by(wanted.funder)
    if wanted.year is not None:
        yield _runs_in(wanted.year)
    if wanted.organisation is not None:
        yield Project.id.in_(_of_organisations([wanted.organisation]))


def _mentions(word: str) -> ColumnElement[bool]:
    folded = func.common.fold(word)
    organisations = select(_name.c.organisation_id).where(
        _is_like(_name.c.name_key, word)
    )
    return or_(
        func.starts_with(func.common.fold(Project.code), folded),
        _is_like(Project.title_key, word),
        Project.id.in_(_of_organisations(organisations)),
    )


def _is_like(key: Any, word: str) -> ColumnElement[bool]:
    """`word` is in the folded text, at a word's start if short, or nearly in it.

    A word that is punctuation alone folds to nothing, and is in everything.
    """
    folded = func.common.fold(word)
    pattern = func.replace(folded, "\\", "")
    slips = 2 if len(word) > MIN_LETTERS_FOR_TYPING_ERRORS + 1 else 1
    long_enough = func.length(folded) >= MIN_LETTERS_FOR_TYPING_ERRORS
    return or_(
        key.like(func.concat(pattern, "%")),
        key.like(func.concat("% ", pattern, "%")),
        and_(
            long_enough,
            or_(
                key.like(func.concat("%", pattern, "%")),
                folded.op("OPERATOR(public.<%)", is_comparison=True)(key),
                # A slip in a short name leaves few trigrams in common.
                func.public.levenshtein_less_equal(
                    func.left(key, 80), func.left(folded, 80), slips
                )
                <= slips,
            ),
        ),
    )


def _of_organisations(organisations: Any) -> Any:
    """Projects in which one of these has a role or is a partnership's member."""
    return union(
        select(ProjectRole.project_id).where(
            ProjectRole.organisation_id.in_(organisations)
        ),
        select(ProjectPartnership.project_id)
        .join(
            PartnershipMember,
            PartnershipMember.partnership_id == ProjectPartnership.partnership_id,
        )
        .where(PartnershipMember.organisation_id.in_(organisations)),
    )


def _funded_by(funder: Any) -> ColumnElement[bool]:
    return Project.id.in_(
        union(
            select(ProjectRole.project_id).where(
                ProjectRole.organisation_id == funder, ProjectRole.role == "funder"
            ),
            select(BudgetLine.project_id).where(BudgetLine.funder_id == funder),
        )
    )


def _runs_in(year: int) -> ColumnElement[bool]:
    """Budgeted in the year, or its dates cover some of it."""
    first = func.coalesce(Project.starts_on, Project.ends_on)
    last = func.coalesce(Project.ends_on, Project.starts_on)
    return or_(
        Project.id.in_(select(BudgetLine.project_id).where(BudgetLine.year == year)),
        and_(extract("year", first) <= year, extract("year", last) >= year),
    )
