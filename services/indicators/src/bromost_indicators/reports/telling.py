"""Tells whom it concerns how far a report got."""

from typing import Any, Final

from bromost_common.auth import Actor
from bromost_common.contracts.reports import (
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from bromost_common.outbox import Event
from bromost_indicators.access import ACCESS

from .schemas import ReportOut, ReportStepCreate

_ACCEPTING: Final = sorted(
    role.value for role, may in ACCESS.items() if "result.govern" in may
)


def told(report: ReportOut, taken: ReportStepCreate, actor: Actor) -> Event:
    """To who accepts it, or to those who see to it, submitted it and answer for it."""
    about = facts(report, actor)
    if taken.step == "submitted":
        return ReportSubmitted(**about, told_roles=_ACCEPTING)
    people = {report.responsible and report.responsible.id}
    for one in report.steps:
        people |= {one.signer and one.signer.id}
        if one.step == "submitted":
            people |= {one.by and one.by.id}
    among = sorted(one for one in people - {None, actor.account_id} if one)
    if taken.step == "accepted":
        return ReportAccepted(**about, told_among=among)
    assert taken.reason is not None
    change: Any = taken.step
    return ReportReturned(**about, told_among=among, reason=taken.reason, change=change)


def facts(report: ReportOut, actor: Actor) -> dict[str, Any]:
    """What every piece of news of a report tells."""
    owner = report.project or report.programme
    return {
        "object_id": report.id,
        "actor_id": actor.account_id,
        "project_id": owner.id,
        "is_of_programme": report.project is None,
        "project_code": owner.code,
        "project_title": {**owner.title},
        "original_language": report.original_language,
        "title": {**report.title},
        "organisation": report.organisation and report.organisation.name,
        "starts_on": report.starts_on,
        "ends_on": report.ends_on,
    }
