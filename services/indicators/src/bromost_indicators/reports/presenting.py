"""Reports as they are told."""

from collections.abc import Sequence
from typing import Any

from bromost_common.paging import AnyRow
from bromost_indicators.indicators.presenting import person

from .schemas import CalendarRow, ReportOut, ReportRef, ReportStepOut, Right


def calendar_row(row: AnyRow, reports: Sequence[AnyRow]) -> CalendarRow:
    project = None
    if row.project_key.int:
        project = {
            "id": row.project_key,
            "code": row.code,
            "title": row.title,
            "original_language": row.original_language,
        }
    partner = None
    if row.partner_key.int:
        partner = {"id": row.partner_key, "name": row.name}
    return CalendarRow.model_validate(
        {
            "organisation": partner,
            "project": project,
            "reports": [ReportRef.model_validate(_ref(one)) for one in reports],
        }
    )


def report_out(
    row: AnyRow, steps: Sequence[AnyRow], rights: Sequence[Right]
) -> ReportOut:
    project = organisation = None
    if row.project_id:
        project = {
            "id": row.project_id,
            "code": row.code,
            "title": row.project_title,
            "original_language": row.project_language,
        }
    if row.organisation_id:
        name = row.organisation_name or ""
        organisation = {"id": row.organisation_id, "name": name}
    return ReportOut.model_validate(
        {
            **_ref(row),
            "programme": {
                "id": row.programme_id,
                "code": row.programme_code,
                "title": row.programme_title,
                "original_language": row.programme_language,
            },
            "project": project,
            "organisation": organisation,
            "grace_days": row.grace_days,
            "parts": row.parts,
            "responsible": person(row.responsible_id, row.responsible_name),
            "signer": person(row.signer_id, row.signer_name),
            "steps": [_step(one) for one in steps],
            "my_rights": rights,
            "version": row.version,
        }
    )


def _ref(row: AnyRow) -> dict[str, Any]:
    names = (
        *("id", "kind", "title", "original_language", "starts_on", "ends_on"),
        *("due_on", "overdue_from", "status", "received_on", "of_project_days"),
    )
    return {name: getattr(row, name) for name in names}


def _step(row: AnyRow) -> ReportStepOut:
    return ReportStepOut(
        step=row.step,
        at=row.at,
        by=person(row.account_id, row.by_name),
        signer=person(row.signer_id, row.signer_name),
        reason=row.reason,
        sections=row.sections,
    )
