"""Puts together what would be public of a report: what it said when it was accepted."""

from collections.abc import Collection, Sequence

from bromost_common.errors import invalid
from bromost_common.paging import AnyRow

from .documents import PublicDocument, PublicFrame, PublicReport
from .drafting import Draft
from .schemas import ReportSectionChoice


def report_draft(
    row: AnyRow,
    programme: PublicFrame,
    project: PublicFrame | None,
    organisation: str | None,
) -> Draft:
    """With all sections that say something; who publishes may leave some out."""
    told = row._asdict()
    document = PublicReport.model_validate(
        {
            **told,
            "version": row.number,
            "accepted_on": row.accepted_at.date(),
            "programme": programme,
            "project": project,
            "organisation": organisation,
            "left_out": [],
        }
    )
    return Draft(
        document, 0, 0, row.programme_id, [], row.project_id, row.id, row.is_accepted
    )


def chosen(draft: Draft, left_out: Collection[str]) -> Draft:
    """The draft without some of its sections; what is no report stays as it is."""
    document = draft.document
    if not isinstance(document, PublicReport) or not left_out:
        return draft
    kept = [one for one in document.sections if one.section not in left_out]
    names = [one.section for one in document.sections if one.section in left_out]
    told = document.model_copy(update={"sections": kept, "left_out": names})
    return draft._replace(document=told)


def to_leave_out(
    draft: Draft, public: PublicDocument | None, wanted: Sequence[str] | None
) -> list[str]:
    """By name: all but what is `wanted`, else as it is public, else nothing."""
    if not isinstance(draft.document, PublicReport):
        return []
    if wanted is None:
        return public.left_out if isinstance(public, PublicReport) else []
    known = [one.section for one in draft.document.sections]
    if unknown := set(wanted) - set(known):
        said = f"The report says nothing in {min(unknown)!r}."
        raise invalid("body", "sections", message=said, code="unknown_section")
    return [name for name in known if name not in wanted]


def choices(draft: Draft, left_out: Collection[str]) -> list[ReportSectionChoice]:
    if not isinstance(draft.document, PublicReport):
        return []
    return [
        ReportSectionChoice(
            section=one.section, title=one.title, is_chosen=one.section not in left_out
        )
        for one in draft.document.sections
    ]
