"""Which document somebody wants."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from bromost_common.errors import InvalidError, invalid
from bromost_common.languages import Language

# What each template is of; of the first kind that is named where there are several.
SUBJECTS: Final[dict[str, tuple[str, ...]]] = {
    "annual_report": (),
    "donor_financial": ("programme_id",),
    "council_summary": ("organisation_id", "project_id"),
    "project_progress": ("project_id",),
    "project_final": ("project_id",),
    "network_report": ("network_id",),
}
_EVERY = ("programme_id", "project_id", "organisation_id", "network_id")
MAX_YEARS = 10


@dataclass(frozen=True)
class Wish:
    """A template, what it is to be of, and how."""

    template: str
    language: Language
    programme_id: UUID | None
    project_id: UUID | None
    organisation_id: UUID | None
    network_id: UUID | None
    first_year: int | None
    last_year: int | None
    currency: str | None
    narratives: tuple[UUID, ...] = ()

    @property
    def address(self) -> str:
        """The same wish as the end of the address of its web form."""
        asked = {
            "template": self.template,
            "programme": self.programme_id,
            "project": self.project_id,
            "organisation": self.organisation_id,
            "network": self.network_id,
            "from_year": self.first_year,
            "to_year": self.last_year,
            "currency": self.currency,
        }
        return urlencode({key: str(one) for key, one in asked.items() if one})


def check_subject(template: str, given: Any) -> None:
    """Refuse a document of nothing, or of more than one thing."""
    wanted = SUBJECTS[template]
    named = [name for name in _EVERY if getattr(given, name) is not None]
    if not wanted:
        named = [name for name in named if name != "programme_id"]
    foreign = [name for name in named if name not in wanted]
    if foreign or len(named) > 1:
        at = foreign[0] if foreign else named[1]
        raise invalid(
            "body",
            at,
            code="not_of_template",
            message="The template is not of this.",
        )
    if wanted and not named:
        raise invalid(
            "body",
            wanted[0],
            code="subject_missing",
            message="Say what the document is to be of.",
        )


def check_years(first: int | None, last: int | None) -> None:
    """Refuse years the wrong way round, or more than a document has room for."""
    if first is None or last is None:
        return
    if first > last:
        raise invalid(
            "body",
            "to_year",
            code="years_reversed",
            message="The last year is before the first.",
        )
    if last - first >= MAX_YEARS:
        raise invalid(
            "body",
            "to_year",
            code="too_many_years",
            message=f"A report has at most {MAX_YEARS} years.",
        )


def years_within(
    asked: Wish, there: tuple[int, int] | None, this_year: int
) -> tuple[int, int]:
    """What was asked for; else what there is, at most the last ten years of it."""
    known = there or (this_year, this_year)
    last = asked.last_year or max(known[1], asked.first_year or 0)
    first = asked.first_year or max(min(known[0], last), last - MAX_YEARS + 1)
    last = min(last, first + MAX_YEARS - 1)
    return first, last


def unknown(field: str) -> InvalidError:
    kind = field.removesuffix("_id")
    return invalid(
        "body",
        field,
        code=f"unknown_{kind}",
        message=f"There is no such {kind}.",
    )
