from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.finance.repository import BudgetRepository
from bromost_api.reach import PROJECTS
from bromost_api.transactions.repository import TransactionRepository
from bromost_common.auth import Actor
from bromost_common.errors import (
    ConflictError,
    FieldError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
)
from bromost_common.money import decimals_of
from bromost_common.paging import Page, PageRequest

from .models import SubAward, SubAwardKind
from .repository import SubAwardRepository
from .rows import award_out, detail_out, funds_out
from .schemas import (
    MOST_SUB_AWARDS,
    Funds,
    SubAwardCreate,
    SubAwardDetail,
    SubAwardOut,
)


class TooManySubAwardsError(ConflictError):
    """The project has as many as it can have."""

    code = "too_many_sub_awards"


class SubAwardService:
    """What organisations of a project hand on. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._awards = SubAwardRepository(session)
        self._budgets = BudgetRepository(session)
        self._entries = TransactionRepository(session)

    async def page(
        self, project_id: UUID, wanted: PageRequest, *, actor: Actor
    ) -> Page[SubAwardOut]:
        await self._require_project(project_id, actor=actor)
        rows, cursor, total = await self._awards.page(project_id, wanted)
        return Page(
            items=[award_out(row) for row in rows], next_cursor=cursor, total=total
        )

    async def get(self, award_id: UUID, *, actor: Actor) -> SubAwardDetail:
        row = await self._awards.find(award_id, visible_to=actor)
        if row is None:
            raise NotFoundError("There is no such sub-award.")
        return detail_out(row)

    async def funds(self, project_id: UUID, *, actor: Actor) -> Funds:
        await self._require_project(project_id, actor=actor)
        months = await self._awards.months(project_id)
        return Funds(items=funds_out(months, await self._awards.all(project_id)))

    async def make(
        self, project_id: UUID, wanted: SubAwardCreate, *, actor: Actor
    ) -> SubAwardDetail:
        await self._require_project(project_id, actor=actor)
        await PROJECTS.require(self._session, actor, "budget.write", project_id)
        await self._check(wanted)
        # Two at a time would both be the last that there is room for.
        await self._entries.hold(project_id)
        if await self._awards.count(project_id) >= MOST_SUB_AWARDS:
            raise TooManySubAwardsError("The project has as many as it can have.")
        terms = wanted.terms.model_dump() if wanted.terms else {}
        award = SubAward(
            project_id=project_id, **wanted.model_dump(exclude={"terms"}), **terms
        )
        await self._awards.add(award)
        return await self.get(award.id, actor=actor)

    async def remove(
        self, award_id: UUID, expected_version: int, *, actor: Actor
    ) -> None:
        shown = await self.get(award_id, actor=actor)
        await PROJECTS.require(self._session, actor, "budget.write", shown.project_id)
        award = await self._awards.lock(award_id, visible_to=actor)
        if award is None:
            raise NotFoundError("There is no such sub-award.")
        if award.version != expected_version:
            raise StaleVersionError(
                "The sub-award was changed by somebody else.", current=shown
            )
        await self._awards.remove(award)

    async def _check(self, wanted: SubAwardCreate) -> None:
        parties = {wanted.giver_id, wanted.receiver_id}
        known = await self._entries.known(parties)
        decimals = await self._budgets.minor_units(wanted.currency)
        found = [*_wrong(wanted, known, decimals)]
        if found:
            raise InvalidError("The sub-award cannot be kept so.", fields=found)

    async def _require_project(self, project_id: UUID, *, actor: Actor) -> None:
        if await self._budgets.project(project_id, visible_to=actor) is None:
            raise NotFoundError("There is no such project.")


def _wrong(
    wanted: SubAwardCreate, known: set[UUID], decimals: int | None
) -> Iterator[FieldError]:
    for field in ("giver_id", "receiver_id"):
        if getattr(wanted, field) not in known:
            yield _at(field, "unknown_organisation", "There is no such organisation.")
    if wanted.giver_id == wanted.receiver_id:
        yield _at("receiver_id", "same_organisation", "Nobody gives to themselves.")
    if decimals is None:
        yield _at("currency", "unknown_currency", "There is no such currency code.")
    elif decimals_of(wanted.amount) > decimals:
        yield _at("amount", "too_many_decimals", f"It has {decimals} decimals.")
    if wanted.amount == 0:
        yield _at("amount", "amount_not_positive", "It is more than zero.")
    if (wanted.kind is SubAwardKind.LOAN) != (wanted.terms is not None):
        yield _at("terms", "terms_of_loan", "A loan has terms, a grant has none.")
    elif wanted.terms and wanted.terms.first_due_on <= wanted.awarded_on:
        yield FieldError(
            ("body", "terms", "first_due_on"),
            "due_before_award",
            "Nothing is due before the loan is given.",
        )


def _at(field: str, code: str, message: str) -> FieldError:
    return FieldError(("body", field), code, message)
