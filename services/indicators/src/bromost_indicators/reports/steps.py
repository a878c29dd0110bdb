"""How a report gets from owed to accepted, and back."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.errors import ConflictError, invalid
from bromost_common.outbox import publish
from bromost_indicators.entries.checking import PeriodLockedError
from bromost_indicators.locks.repository import LockRepository
from bromost_indicators.report_figures.naming import is_reserved
from bromost_indicators.report_figures.service import ReportFigureService
from bromost_indicators.report_sections.repository import SectionRepository
from bromost_indicators.report_versions.service import ReportVersionService
from bromost_indicators.reporting_requirements.repository import people_reaching

from .authority import Authority, may_sign
from .models import Report, ReportStep
from .repository import ReportRepository
from .schemas import ReportOut, ReportStepCreate, Step
from .service import ReportService
from .telling import told


class Way(NamedTuple):
    """From where a step leads where, and what it needs."""

    needs: str
    starts: frozenset[str]
    leads_to: str
    needs_reason: bool = False


WAYS: Final[Mapping[Step, Way]] = MappingProxyType(
    {
        "submitted": Way("result.write", frozenset({"open", "returned"}), "submitted"),
        "returned": Way(
            "result.govern", frozenset({"submitted"}), "returned", needs_reason=True
        ),
        "accepted": Way("result.govern", frozenset({"submitted"}), "accepted"),
        "reopened": Way(
            "result.govern", frozenset({"accepted"}), "returned", needs_reason=True
        ),
    }
)


class ReportStepImpossibleError(ConflictError):
    """There is no such step from where the report is."""

    code = "report_step_impossible"


class AlreadySubmittedError(ConflictError):
    """It was submitted, and waits to be accepted or returned."""

    code = "already_submitted"


class LaterReportAcceptedError(ConflictError):
    """A later report of the kind builds on it: that one is reopened first."""

    code = "later_report_accepted"


class SignerWithoutAuthorityError(ConflictError):
    """Who is named may not answer for the report."""

    code = "signer_without_authority"


class ValuesMissingError(ConflictError):
    """Values of its days are a mandatory part, and some are not handed in."""

    code = "report_values_missing"


class SectionsMissingError(ConflictError):
    """Mandatory sections say nothing in any language."""

    code = "report_sections_missing"


class ReportStepService:
    """The way of reports. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._reports = ReportRepository(session)
        self._service = ReportService(session)
        self._authority = Authority(session)
        self._locks = LockRepository(session)
        self._sections = SectionRepository(session)
        self._figures = ReportFigureService(session)
        self._versions = ReportVersionService(session)

    async def take(
        self,
        report_id: UUID,
        wanted: ReportStepCreate,
        version: int,
        today: date,
        *,
        actor: Actor,
    ) -> ReportOut:
        way = WAYS[wanted.step]
        report = await self._service.hold(
            report_id, version, way.needs, today, actor=actor
        )
        self._refuse_impossible(report, wanted.step, way)
        explain(self._session, wanted.reason, required=way.needs_reason)
        await self._refuse_sections(report, wanted, way, actor)
        if wanted.step == "submitted":
            await self._refuse_unready(report, wanted.signer_id, today, actor)
        if wanted.step == "reopened" and await self._reports.later_accepted(report):
            raise LaterReportAcceptedError("A later one is accepted: reopen it first.")
        if wanted.step == "accepted":
            await self._versions.keep(report, actor=actor)
        await self._record(report, wanted, way, today, actor)
        shown = await self._service.shown(report, today, actor)
        publish(self._session, told(shown, wanted, actor))
        return shown

    def _refuse_impossible(self, report: Report, step: Step, way: Way) -> None:
        if report.status in way.starts:
            return
        if step == "submitted" and report.status == "submitted":
            raise AlreadySubmittedError("It was submitted already.")
        raise ReportStepImpossibleError(f"It is {report.status}.")

    async def _refuse_unready(
        self, report: Report, signer_id: UUID | None, today: date, actor: Actor
    ) -> None:
        if signer_id is None:
            raise invalid(
                "body", "signer_id", code="missing", message="Say who answers for it."
            )
        await self._authority.require_lead(report, actor)
        await self._refuse_signer(report, signer_id, today)
        lock = await self._locks.holding(
            report.programme_id,
            report.project_id,
            (report.starts_on, report.ends_on),
            today,
            actor=actor,
        )
        if lock is not None:
            raise PeriodLockedError(
                f"{lock.starts_on} to {lock.ends_on} is locked: {lock.reason}"
            )
        if "values" in report.parts and await self._reports.values_missing(report):
            raise ValuesMissingError("Hand in the values of its days first.")
        missing = await self._sections.missing(report.id)
        missing += await self._figures.unexplained(report, actor=actor)
        if missing:
            raise SectionsMissingError(
                "Write what is mandatory first.", current={"sections": missing}
            )

    async def _refuse_sections(
        self, report: Report, wanted: ReportStepCreate, way: Way, actor: Actor
    ) -> None:
        """Of sections that the report has, and where something is to be mended."""
        if not wanted.sections:
            return
        known, _ = await self._sections.template(report.id)
        names = {one["section"] for one in known} if way.needs_reason else set()
        told = [one.section for one in wanted.sections]
        if way.needs_reason and any(map(is_reserved, told)):
            figures = await self._figures.sections(report, actor=actor)
            names |= {one.section for one in figures}
        if not names.issuperset(told) or len(set(told)) < len(told):
            raise invalid(
                "body",
                "sections",
                code="unknown_section",
                message="Name each section of the report once, and only to mend it.",
            )

    async def _refuse_signer(
        self, report: Report, signer_id: UUID, today: date
    ) -> None:
        row = await self._reports.shown(report.id, today)
        there = await people_reaching(
            self._session,
            report.programme_id,
            report.project_id,
            None if report.project_id else report.organisation_id,
        )
        _, roles = there.get(signer_id, ("", frozenset()))
        named = row.signer_id
        if not may_sign(roles) or (named is not None and named != signer_id):
            raise SignerWithoutAuthorityError("This person may not answer for it.")

    async def _record(
        self,
        report: Report,
        wanted: ReportStepCreate,
        way: Way,
        today: date,
        actor: Actor,
    ) -> None:
        taken = await self._reports.steps(report.id)
        if report.sections is None:
            report.sections, _ = await self._sections.template(report.id)
        report.status = way.leads_to
        report.received_on = report.received_on or today
        report.version += 1
        await self._reports.add_step(
            ReportStep(
                report_id=report.id,
                number=len(taken) + 1,
                step=wanted.step,
                account_id=actor.account_id,
                signer_id=wanted.signer_id if wanted.step == "submitted" else None,
                reason=wanted.reason,
                sections=[one.model_dump() for one in wanted.sections],
            )
        )
