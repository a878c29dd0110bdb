from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.codelists.models import Currency
from bromost_api.nested import json_object, unknown_values
from bromost_api.organisations.models import Organisation
from bromost_api.partnerships.models import Partnership
from bromost_api.programmes.columns import NAMED, programme_of
from bromost_api.programmes.models import Programme
from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_common.visibility import PARTNERSHIPS, PROGRAMMES

from .counting import COUNTS, supported_by
from .models import ApplicationOutcome, FundingApplication, FundingRound

ORDERS = {
    "name": Order("name", [Key(Partnership.name_key), Key(FundingApplication.id)]),
    "-name": Order(
        "-name",
        [Key(Partnership.name_key, descending=True), Key(FundingApplication.id)],
    ),
    "applied_on": Order(
        "applied_on", [Key(FundingApplication.applied_on), Key(FundingApplication.id)]
    ),
    "-applied_on": Order(
        "-applied_on",
        [
            Key(FundingApplication.applied_on, descending=True),
            Key(FundingApplication.id, descending=True),
        ],
    ),
}
_giver = (
    select(
        json_object(
            id=Organisation.id,
            name=Organisation.name,
            country_code=Organisation.country_code,
        )
    )
    .where(Organisation.id == FundingRound.giver_id)
    .correlate(FundingRound)
    .scalar_subquery()
    .label("giver")
)


class Filters(NamedTuple):
    """What the applications of a round are narrowed to."""

    q: str | None = None
    outcome: ApplicationOutcome | None = None
    supported: bool | None = None


class AlreadyAppliedError(ConflictError):
    """The partnership has an application in this round."""

    code = "already_applied"


class RoundInUseError(ConflictError):
    """Somebody applied in it."""

    code = "round_in_use"


class FundingRepository:
    """Every query on rounds of funding and the applications in them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, made: FundingRound | FundingApplication) -> None:
        self._session.add(made)
        await self.flush()

    async def remove(self, gone: FundingRound | FundingApplication) -> None:
        await self._session.delete(gone)
        await self.flush()

    async def flush(self) -> None:
        """Write what changed, and say in words which rule it broke."""
        try:
            await self._session.flush()
        except IntegrityError as error:
            match violated_constraint(error):
                case "uq_funding_application_round_id_partnership_id":
                    raise AlreadyAppliedError(
                        "The partnership has an application in this round."
                    ) from error
                case "fk_funding_application_round_id_programme_id":
                    raise RoundInUseError("Somebody applied in this round.") from error
                case _:
                    raise

    async def programme(self, programme_id: UUID, *, actor: Actor) -> Any | None:
        """The programme as others name it, if the actor sees it."""
        return await self._session.scalar(
            select(NAMED).where(
                Programme.id == programme_id,
                PROGRAMMES.visible(actor, "programme.read", Programme.id),
            )
        )

    async def hold(self, programme_id: UUID) -> None:
        """Wait for whoever else adds a round to it, till we are done."""
        key = func.hashtextextended(f"rounds of {programme_id}", 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def count_rounds(self, programme_id: UUID) -> int:
        statement = select(func.count()).where(
            FundingRound.programme_id == programme_id
        )
        return await self._session.scalar(statement) or 0

    async def rounds(
        self, *where: ColumnElement[bool], actor: Actor
    ) -> Sequence[AnyRow]:
        """Rounds as they are shown, in the order in which they opened."""
        applications = (
            _seen_applications(actor)
            .with_only_columns(func.count())
            .where(FundingApplication.round_id == FundingRound.id)
            .correlate(FundingRound)
            .scalar_subquery()
            .label("application_count")
        )
        rows = await self._session.execute(
            select(
                *FundingRound.__table__.columns,
                programme_of(FundingRound),
                _giver,
                applications,
            )
            .where(
                *where,
                PROGRAMMES.visible(actor, "programme.read", FundingRound.programme_id),
            )
            .order_by(FundingRound.opened_on, FundingRound.id)
        )
        return rows.all()

    async def lock_round(self, round_id: UUID) -> FundingRound | None:
        return await self._session.scalar(
            select(FundingRound).where(FundingRound.id == round_id).with_for_update()
        )

    async def days(self, round_id: UUID) -> tuple[int, date | None, date | None]:
        """How many applied in a round, and on which days first and last."""
        day = FundingApplication.applied_on
        count, first, last = (
            await self._session.execute(
                select(func.count(), func.min(day), func.max(day)).where(
                    FundingApplication.round_id == round_id
                )
            )
        ).one()
        return count, first, last

    async def application(self, application_id: UUID) -> FundingApplication | None:
        return await self._session.scalar(
            select(FundingApplication).where(FundingApplication.id == application_id)
        )

    async def shown(self, application_id: UUID, *, actor: Actor) -> AnyRow | None:
        statement = _shown(actor).where(FundingApplication.id == application_id)
        return (await self._session.execute(statement)).one_or_none()

    async def page(
        self,
        round_id: UUID,
        wanted: PageRequest,
        *,
        sort: str,
        filters: Filters,
        actor: Actor,
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = _shown(actor).where(
            FundingApplication.round_id == round_id, *_conditions(filters)
        )
        return await fetch_page(self._session, statement, ORDERS[sort], wanted)

    async def sees_partnership(self, partnership_id: UUID, *, actor: Actor) -> bool:
        found = select(Partnership.id).where(
            Partnership.id == partnership_id,
            PARTNERSHIPS.visible(actor, "partnership.read", Partnership.id),
        )
        return await self._session.scalar(found) is not None

    async def knows_organisation(self, organisation_id: UUID) -> bool:
        return not await unknown_values(
            self._session, Organisation.id, [organisation_id]
        )

    async def decimals(self, currency: str) -> int | None:
        return await self._session.scalar(
            select(Currency.minor_units).where(Currency.code == currency)
        )

    async def supported(self, programme_id: UUID, *, actor: Actor) -> int:
        """How many partnerships the programme supports."""
        statement = (
            select(func.count())
            .select_from(Partnership)
            .where(
                Partnership.id.in_(supported_by(programme_id)),
                PARTNERSHIPS.visible(actor, "partnership.read", Partnership.id),
            )
        )
        return await self._session.scalar(statement) or 0

    async def counted(
        self, programme_id: UUID, *, actor: Actor
    ) -> dict[UUID, tuple[int, int]]:
        """By round, how many it counts of the supported, and of others."""
        rows = await self._session.execute(
            _counted(programme_id, actor)
            .add_columns(FundingApplication.round_id, *_both(_is_supported()))
            .group_by(FundingApplication.round_id)
        )
        return {row.round_id: (row.supported, row.outside) for row in rows}

    async def reached(
        self, programme_id: UUID, *, actor: Actor
    ) -> tuple[int, int, int]:
        """How many supported ones are counted, in several rounds, and how many others.

        Each is counted once, in however many rounds it is.
        """
        each = (
            _counted(programme_id, actor)
            .add_columns(
                FundingApplication.partnership_id,
                func.bool_or(_is_supported()).label("is_supported"),
                func.count().label("rounds"),
            )
            .group_by(FundingApplication.partnership_id)
            .subquery()
        )
        supported, outside = _both(each.c.is_supported)
        several = func.count().filter(each.c.is_supported, each.c.rounds > 1)
        row = (await self._session.execute(select(supported, several, outside))).one()
        return row[0], row[1], row[2]


def _seen_applications(actor: Actor) -> AnySelect:
    return select(FundingApplication).where(
        PROGRAMMES.visible(actor, "programme.read", FundingApplication.programme_id),
        PARTNERSHIPS.visible(
            actor, "partnership.read", FundingApplication.partnership_id
        ),
    )


def _shown(actor: Actor) -> AnySelect:
    return (
        _seen_applications(actor)
        .join(Partnership, Partnership.id == FundingApplication.partnership_id)
        .with_only_columns(
            *FundingApplication.__table__.columns,
            json_object(id=Partnership.id, name=Partnership.name).label("partnership"),
            _is_supported().label("is_supported"),
        )
    )


def _counted(programme_id: UUID, actor: Actor) -> AnySelect:
    return (
        _seen_applications(actor)
        .join(FundingRound, FundingRound.id == FundingApplication.round_id)
        .where(FundingRound.programme_id == programme_id, COUNTS)
        .with_only_columns()
    )


def _is_supported() -> ColumnElement[bool]:
    return FundingApplication.partnership_id.in_(
        supported_by(FundingApplication.programme_id.expression)
    )


def _both(is_supported: ColumnElement[bool]) -> tuple[Any, Any]:
    return (
        func.count().filter(is_supported).label("supported"),
        func.count().filter(~is_supported).label("outside"),
    )


def _conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.q:
        yield Partnership.id.in_(
            select(func.api.partnerships_named(filters.q, type_=Uuid()))
        )
    if filters.outcome is not None:
        yield FundingApplication.outcome == filters.outcome
    if filters.supported is not None:
        yield _is_supported() == filters.supported
