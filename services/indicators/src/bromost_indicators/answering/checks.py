"""What is remarkable about answers, as far as a link lets see."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_indicators.contribution_links.models import ContributionLink
from bromost_indicators.entries.ground import Ground
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.value_checks.presenting import remarkable
from bromost_indicators.value_checks.remarks import Remarks
from bromost_indicators.value_checks.repository import ValueCheckRepository
from bromost_indicators.value_checks.schemas import CheckConfirmationCreate, Remarkable
from bromost_indicators.value_checks.series import value_of
from bromost_indicators.value_checks.service import (
    NothingToConfirmError,
    ValueCheckService,
)


class AnswerChecks:
    """Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._repository = ValueCheckRepository(session)
        self._checks = ValueCheckService(session)

    async def found(
        self, link: ContributionLink, project: OwnerRef, ground: Ground
    ) -> dict[UUID, list[Remarkable]]:
        """Of the asked rows that are not accepted yet, by their period."""
        values = [
            value_of(ground, entry)
            for (_, place_id), entry in ground.newest.items()
            if place_id == link.place_id and entry.status != "accepted"
        ]
        cross = await self._repository.cross_checks(project)
        indicators = cross.needed({value.indicator_id for value in values})
        remarks = Remarks(cross, await self._repository.values_asked(indicators, link))
        found = [(value, here) for value in values if (here := remarks.of(value))]
        confirmed = await self._repository.confirmations(
            [value.entry_id for value, _ in found]
        )
        return {
            value.period_id: [
                remarkable(
                    remark, value.rule.decimals, confirmed.get(value.entry_id, [])
                )
                for remark in here
            ]
            for value, here in found
        }

    async def confirm(
        self,
        link: ContributionLink,
        project: OwnerRef,
        ground: Ground,
        period_id: UUID,
        wanted: CheckConfirmationCreate,
        *,
        actor: Actor,
    ) -> None:
        checks = (await self.found(link, project, ground)).get(period_id, [])
        if not any(check.is_meant(wanted) for check in checks):
            raise NothingToConfirmError("Nothing like this is found of it now.")
        entry = ground.newest[period_id, link.place_id]
        await self._checks.note(entry.id, wanted, actor=actor)
