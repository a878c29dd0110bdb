from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.finance.repository import BudgetRepository
from bromost_api.finance.schemas import Funder
from bromost_api.reach import PROJECTS
from bromost_common.auth import Actor
from bromost_common.errors import (
    FieldError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_common.money import decimals_of, plain

from .models import CoFinancing
from .repository import CoFinancingRepository
from .schemas import CoFinancingOut, CoFinancingWrite, FundingSourceOut, Unfunded
from .shares import Carried, OverfundedError, share_of, split


class CoFinancingService:
    """Who carries a project's cost. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._told = CoFinancingRepository(session)
        self._budgets = BudgetRepository(session)

    async def get(self, project_id: UUID, *, actor: Actor) -> CoFinancingOut:
        await self._require_project(project_id, actor=actor)
        return await self._out(project_id, await self._told.get(project_id))

    async def set(
        self,
        project_id: UUID,
        wanted: CoFinancingWrite,
        expected_version: int,
        *,
        actor: Actor,
    ) -> CoFinancingOut:
        await self._require_project(project_id, actor=actor)
        await PROJECTS.require(self._session, actor, "budget.write", project_id)
        await self._check(wanted)
        told = await self._told.lock(project_id, wanted)
        if told.version != expected_version:
            raise StaleVersionError(
                "The co-financing was changed by somebody else.",
                current=await self._out(project_id, told),
            )
        told.total, told.currency = wanted.total, wanted.currency
        told.version += 1
        await self._told.replace(project_id, wanted)
        await self._session.flush()
        return await self._out(project_id, told)

    async def _out(self, project_id: UUID, told: CoFinancing | None) -> CoFinancingOut:
        if told is None or told.version == 0:
            return CoFinancingOut(
                project_id=project_id, version=0, total=None, currency=None,
                sources=[], unfunded=None,
            )  # fmt: skip
        rows = await self._told.sources(project_id)
        decimals = await self._budgets.minor_units(told.currency) or 0
        carried = [Carried(row.share, row.amount) for row in rows]
        amounts, unfunded, rest = split(told.total, carried, decimals)
        return CoFinancingOut(
            project_id=project_id,
            version=told.version,
            total=told.total,
            currency=told.currency,
            sources=[
                FundingSourceOut(
                    organisation=Funder(id=row.organisation_id, name=row.name),
                    share=(row.share or share_of(amount, told.total)).normalize(),
                    amount=amount,
                    is_share=row.share is not None,
                )
                for row, amount in zip(rows, amounts, strict=True)
            ],
            unfunded=Unfunded(
                share=share_of(rest, told.total).normalize(), amount=unfunded
            ),
        )

    async def _require_project(self, project_id: UUID, *, actor: Actor) -> None:
        if await self._budgets.project(project_id, visible_to=actor) is None:
            raise NotFoundError("There is no such project.")

    async def _check(self, wanted: CoFinancingWrite) -> None:
        decimals = await self._budgets.minor_units(wanted.currency)
        if decimals is None:
            raise invalid(
                "body", "currency",
                code="unknown_currency", message="There is no such currency code.",
            )  # fmt: skip
        known = await self._told.known({one.organisation_id for one in wanted.sources})
        found = [*_wrong_amount(("body", "total"), wanted.total, decimals)]
        found += _wrong_sources(wanted, decimals, known)
        if found:
            raise InvalidError("The co-financing cannot be kept so.", fields=found)
        carried = [Carried(one.share, one.amount) for one in wanted.sources]
        try:
            split(wanted.total, carried, decimals)
        except OverfundedError as error:
            over = plain(error.by.normalize())
            last = wanted.sources[-1]
            raise invalid(
                # Where whoever tells them one after the other went too far.
                "body",
                "sources",
                len(wanted.sources) - 1,
                "amount" if last.share is None else "share",
                code="over_100_percent",
                message=f"{over} {wanted.currency} more than the cost.",
            ) from error


def _wrong_sources(
    wanted: CoFinancingWrite, decimals: int, known: set[UUID]
) -> Iterator[FieldError]:
    seen: set[UUID] = set()
    for position, source in enumerate(wanted.sources):
        at = ("body", "sources", position)
        who = (*at, "organisation_id")
        if source.organisation_id not in known:
            yield FieldError(
                who, "unknown_organisation", "There is no such organisation."
            )
        elif source.organisation_id in seen:
            yield FieldError(who, "duplicate_source", "It is named twice.")
        seen.add(source.organisation_id)
        if (source.share is None) == (source.amount is None):
            yield FieldError(
                (*at, "share"), "share_or_amount", "Tell a share or an amount."
            )
        elif source.amount is not None:
            yield from _wrong_amount((*at, "amount"), source.amount, decimals)
        elif source.share == 0:
            yield FieldError((*at, "share"), *_NOTHING)


def _wrong_amount(
    loc: tuple[str | int, ...], amount: Decimal, decimals: int
) -> Iterator[FieldError]:
    if amount == 0:
        yield FieldError(loc, *_NOTHING)
    if decimals_of(amount) > decimals:
        yield FieldError(
            loc, "too_many_decimals", f"The currency has {decimals} decimals."
        )


_NOTHING = ("amount_not_positive", "It is more than zero.")
