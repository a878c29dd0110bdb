"""The funnel of a programme's partnerships, from support to funding."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.paging import Page, PageRequest

from .models import FundingRound
from .repository import FundingRepository
from .schemas import (
    FundingRoundOut,
    FunnelGroup,
    FunnelOut,
    FunnelRound,
    FunnelRow,
    FunnelShare,
)
from .shares import share_of


class FunnelService:
    """Counts, each time anew, who reached funding, of what the reader sees."""

    def __init__(self, session: AsyncSession) -> None:
        self._funding = FundingRepository(session)

    async def get(self, programme_id: UUID, *, actor: Actor) -> FunnelOut:
        programme = await self._funding.programme(programme_id, actor=actor)
        if programme is None:
            raise NotFoundError("There is no such programme.")
        base = await self._funding.supported(programme_id, actor=actor)
        counted = await self._funding.counted(programme_id, actor=actor)
        reached, several, outside = await self._funding.reached(
            programme_id, actor=actor
        )
        rounds = await self._funding.rounds(
            FundingRound.programme_id == programme_id, actor=actor
        )
        return FunnelOut(
            programme=programme,
            supported=base,
            rounds=[
                _round(
                    FundingRoundOut.model_validate(row, from_attributes=True),
                    counted.get(row.id, (0, 0)),
                    base,
                )
                for row in rounds
            ],
            reached=_share(reached, base),
            in_several=several,
            outside=outside,
            visible=reached + outside,
        )

    async def rows(
        self, wanted: PageRequest, *, programme_id: UUID, actor: Actor
    ) -> Page[FunnelRow]:
        """The funnel's table; it has a row for each of few rounds, and no next page."""
        del wanted
        funnel = await self.get(programme_id, actor=actor)
        items = [*_rows(funnel)]
        return Page(items=items, next_cursor=None, total=len(items))


def _round(shown: FundingRoundOut, counts: tuple[int, int], base: int) -> FunnelRound:
    supported, outside = counts
    return FunnelRound(
        round=shown,
        counted="applied" if shown.decided_on is None else "granted",
        supported=_share(supported, base),
        outside=outside,
    )


def _share(count: int, base: int) -> FunnelShare:
    part = share_of(count, base)
    return FunnelShare(count=count, percent=part.percent, share=part.share)


def _rows(funnel: FunnelOut) -> Iterator[FunnelRow]:
    yield _row(FunnelGroup.SUPPORTED, _only(funnel.supported))
    for one in funnel.rounds:
        yield _row(FunnelGroup.SUPPORTED_IN_ROUND, one.supported, one)
    yield _row(FunnelGroup.REACHED, funnel.reached)
    for one in funnel.rounds:
        yield _row(FunnelGroup.OUTSIDE_IN_ROUND, _only(one.outside), one)
    yield _row(FunnelGroup.OUTSIDE, _only(funnel.outside))
    yield _row(FunnelGroup.VISIBLE, _only(funnel.visible))


def _only(count: int) -> FunnelShare:
    return FunnelShare(count=count, percent=None, share=None)


def _row(
    group: FunnelGroup, part: FunnelShare, within: FunnelRound | None = None
) -> FunnelRow:
    return FunnelRow(
        group=group,
        round=within and within.round.name,
        counted=within and within.counted,
        **part.model_dump(),
        original_language=within.round.original_language if within else "en",
    )
