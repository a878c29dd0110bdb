"""What is remarkable about answers, as far as a link lets see."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_indicators.contribution_links.models import ContributionLink
from bromost_indicators.entries.ground import Ground
from bromost_indicators.value_checks.presenting import remarkable
from bromost_indicators.value_checks.repository import ValueCheckRepository
from bromost_indicators.value_checks.schemas import CheckConfirmationCreate, Remarkable
from bromost_indicators.value_checks.series import SeriesBook, value_of
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
        self, link: ContributionLink, ground: Ground
    ) -> dict[UUID, list[Remarkable]]:
        """Of the asked rows that are not accepted yet, by their period."""
        values = {
            entry.id: value
            for (_, place_id), entry in ground.newest.items()
            if place_id == link.place_id
            and entry.status != "accepted"
            and (value := value_of(ground, entry)) is not None
        }
        indicators = {value.indicator_id for value in values.values()}
        book = SeriesBook(await self._repository.values_asked(indicators, link))
        found = {
            entry_id: finding
            for entry_id, value in values.items()
            if (finding := book.finding(value)) is not None
        }
        rows = await self._repository.confirmations(list(found))
        confirmed = {(row.entry_id, row.finding): row for row in rows}
        return {
            values[entry_id].period_id: [
                remarkable(
                    finding,
                    values[entry_id].rule.decimals,
                    confirmed.get((entry_id, finding.code)),
                )
            ]
            for entry_id, finding in found.items()
        }

    async def confirm(
        self,
        link: ContributionLink,
        ground: Ground,
        period_id: UUID,
        wanted: CheckConfirmationCreate,
        actor: Actor,
    ) -> None:
        checks = (await self.found(link, ground)).get(period_id, [])
        if wanted.finding not in {check.finding for check in checks}:
            raise NothingToConfirmError("Nothing like this is found of it now.")
        entry = ground.newest[period_id, link.place_id]
        await self._checks.note(entry.id, wanted, actor=actor)
