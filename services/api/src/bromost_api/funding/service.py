from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_common.languages import refuse_without_original
from bromost_common.paging import Page, PageRequest
from bromost_common.visibility import PROGRAMMES

from .models import FundingApplication, FundingRound
from .repository import Filters, FundingRepository
from .rules import wrong_application, wrong_money, wrong_round
from .schemas import (
    MOST_APPLICATIONS,
    MOST_ROUNDS,
    FundingApplicationCreate,
    FundingApplicationOut,
    FundingApplicationUpdate,
    FundingRoundCreate,
    FundingRoundOut,
    FundingRoundUpdate,
)


class TooManyRoundsError(ConflictError):
    """The programme has as many as it can have."""

    code = "too_many_rounds"


class TooManyApplicationsError(ConflictError):
    """The round has as many as it can have."""

    code = "too_many_applications"


class FundingService:
    """Rounds of funding and who applied. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._funding = FundingRepository(session)

    async def round(self, round_id: UUID, *, actor: Actor) -> FundingRoundOut:
        rows = await self._funding.rounds(FundingRound.id == round_id, actor=actor)
        if not rows:
            raise NotFoundError("There is no such round of funding.")
        return FundingRoundOut.model_validate(rows[0], from_attributes=True)

    async def add_round(
        self, programme_id: UUID, wanted: FundingRoundCreate, *, actor: Actor
    ) -> FundingRoundOut:
        await self._require(programme_id, actor=actor)
        made = FundingRound(programme_id=programme_id, **wanted.model_dump())
        await self._check_round(made)
        # Two at a time would both be the last that there is room for.
        await self._funding.hold(programme_id)
        if await self._funding.count_rounds(programme_id) >= MOST_ROUNDS:
            raise TooManyRoundsError(f"A programme has at most {MOST_ROUNDS} rounds.")
        await self._funding.add(made)
        return await self.round(made.id, actor=actor)

    async def change_round(
        self, round_id: UUID, wanted: FundingRoundUpdate, version: int, *, actor: Actor
    ) -> FundingRoundOut:
        found, before = await self._lock(round_id, actor=actor)
        self._refuse_stale(found, version, before)
        _, first, last = await self._funding.days(round_id)
        for name in wanted.model_fields_set:
            setattr(found, name, getattr(wanted, name))
        with self._session.no_autoflush:
            await self._check_round(found, first, last)
        if self._session.is_modified(found):
            found.version += 1
            await self._funding.flush()
        return await self.round(round_id, actor=actor)

    async def remove_round(self, round_id: UUID, version: int, *, actor: Actor) -> None:
        found, before = await self._lock(round_id, actor=actor)
        self._refuse_stale(found, version, before)
        await self._funding.remove(found)

    async def applications(
        self,
        wanted: PageRequest,
        *,
        round_id: UUID,
        sort: str,
        filters: Filters,
        actor: Actor,
    ) -> Page[FundingApplicationOut]:
        await self.round(round_id, actor=actor)
        rows, cursor, total = await self._funding.page(
            round_id, wanted, sort=sort, filters=filters, actor=actor
        )
        items = [
            FundingApplicationOut.model_validate(row, from_attributes=True)
            for row in rows
        ]
        return Page(items=items, next_cursor=cursor, total=total)

    async def apply(
        self, round_id: UUID, wanted: FundingApplicationCreate, *, actor: Actor
    ) -> FundingApplicationOut:
        found, _ = await self._lock(round_id, actor=actor)
        made = FundingApplication(
            round_id=round_id, programme_id=found.programme_id, **wanted.model_dump()
        )
        await self._check(made, found)
        if not await self._funding.sees_partnership(wanted.partnership_id, actor=actor):
            raise invalid(
                "body",
                "partnership_id",
                code="unknown_partnership",
                message="There is no such partnership.",
            )
        count, _, _ = await self._funding.days(round_id)
        if count >= MOST_APPLICATIONS:
            raise TooManyApplicationsError("The round has as many as it can have.")
        await self._funding.add(made)
        return await self._application(made.id, actor=actor)

    async def change(
        self,
        application_id: UUID,
        wanted: FundingApplicationUpdate,
        version: int,
        *,
        actor: Actor,
    ) -> FundingApplicationOut:
        made, found = await self._lock_application(application_id, version, actor=actor)
        for name in wanted.model_fields_set:
            setattr(made, name, getattr(wanted, name))
        with self._session.no_autoflush:
            await self._check(made, found)
        if self._session.is_modified(made):
            made.version += 1
            await self._funding.flush()
        return await self._application(application_id, actor=actor)

    async def remove(self, application_id: UUID, version: int, *, actor: Actor) -> None:
        made, _ = await self._lock_application(application_id, version, actor=actor)
        await self._funding.remove(made)

    async def _application(
        self, application_id: UUID, *, actor: Actor
    ) -> FundingApplicationOut:
        row = await self._funding.shown(application_id, actor=actor)
        if row is None:
            raise NotFoundError("There is no such application.")
        return FundingApplicationOut.model_validate(row, from_attributes=True)

    async def _lock(
        self, round_id: UUID, *, actor: Actor
    ) -> tuple[FundingRound, FundingRoundOut]:
        before = await self.round(round_id, actor=actor)
        await self._require(before.programme.id, actor=actor)
        found = await self._funding.lock_round(round_id)
        if found is None:
            raise NotFoundError("There is no such round of funding.")
        return found, before

    async def _lock_application(
        self, application_id: UUID, version: int, *, actor: Actor
    ) -> tuple[FundingApplication, FundingRound]:
        """The application and its round, which is held for it."""
        before = await self._application(application_id, actor=actor)
        made = await self._funding.application(application_id)
        if made is None:
            raise NotFoundError("There is no such application.")
        found, _ = await self._lock(made.round_id, actor=actor)
        await self._session.refresh(made)
        self._refuse_stale(made, version, before)
        return made, found

    async def _require(self, programme_id: UUID, *, actor: Actor) -> None:
        await PROGRAMMES.require(self._session, actor, "programme.write", programme_id)

    @staticmethod
    def _refuse_stale(
        found: FundingRound | FundingApplication,
        version: int,
        current: FundingRoundOut | FundingApplicationOut,
    ) -> None:
        if found.version != version:
            raise StaleVersionError("It was changed by somebody else.", current=current)

    async def _check_round(self, made: FundingRound, *days: date | None) -> None:
        refuse_without_original("name", made.name, made.original_language)
        giver = made.giver_id
        if giver is not None and not await self._funding.knows_organisation(giver):
            raise invalid(
                "body",
                "giver_id",
                code="unknown_organisation",
                message="There is no such organisation.",
            )
        first, last = days or (None, None)
        if found := [*wrong_round(made, first, last)]:
            raise InvalidError("The round cannot be kept so.", fields=found)

    async def _check(self, made: FundingApplication, found: FundingRound) -> None:
        decimals = (
            None
            if made.currency is None
            else await self._funding.decimals(made.currency)
        )
        wrong = [*wrong_application(made, found), *wrong_money(made, decimals)]
        if wrong:
            raise InvalidError("The application cannot be kept so.", fields=wrong)
