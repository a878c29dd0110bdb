from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_common.audit import Reason
from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.past import AS_OF
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import (
    Budget,
    BudgetLineCreate,
    BudgetLineOut,
    BudgetLineUpdate,
    ConversionRateCreate,
    ConversionRateOut,
    CurrencyCode,
)
from .service import BudgetService, RateService

router = APIRouter(tags=["finance"])

Reader = Annotated[Actor, Depends(requires("budget.read"))]
Writer = Annotated[Actor, Depends(requires("budget.write"))]


async def _budgets(session: Session) -> BudgetService:
    return BudgetService(session)


async def _rates(session: Session) -> RateService:
    return RateService(session)


Budgets = Annotated[BudgetService, Depends(_budgets)]
Rates = Annotated[RateService, Depends(_rates)]


@router.get(
    "/projects/{project_id}/budget-lines",
    summary="A project's whole budget",
    dependencies=[AS_OF],
)
async def list_budget_lines(
    budgets: Budgets, actor: Reader, project_id: UUID
) -> Budget:
    return await budgets.get(project_id, actor=actor)


@router.post(
    "/projects/{project_id}/budget-lines",
    summary="Add a line to a project's budget",
    status_code=status.HTTP_201_CREATED,
)
async def add_budget_line(
    budgets: Budgets,
    actor: Writer,
    response: Response,
    project_id: UUID,
    body: BudgetLineCreate,
) -> BudgetLineOut:
    line = await budgets.add(project_id, body, actor=actor)
    set_etag(response, line)
    return line


@router.patch("/budget-lines/{budget_line_id}", summary="Change a budget line")
async def change_budget_line(
    budgets: Budgets,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    budget_line_id: UUID,
    body: BudgetLineUpdate,
) -> BudgetLineOut:
    line = await budgets.change(budget_line_id, body, version, actor=actor)
    set_etag(response, line)
    return line


@router.delete(
    "/budget-lines/{budget_line_id}",
    summary="Remove a budget line",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_budget_line(
    budgets: Budgets,
    actor: Writer,
    version: ExpectedVersion,
    budget_line_id: UUID,
    reason: Annotated[Reason | None, Query()] = None,
) -> None:
    await budgets.remove(budget_line_id, version, reason, actor=actor)


@router.get("/conversion-rates", summary="List conversion rates, newest first")
async def list_conversion_rates(
    rates: Rates,
    _: Reader,
    page: PageQuery,
    from_currency: CurrencyCode | None = None,
    to_currency: CurrencyCode | None = None,
) -> Page[ConversionRateOut]:
    return await rates.page(page, from_currency=from_currency, to_currency=to_currency)


@router.post(
    "/conversion-rates",
    summary="Register a conversion rate",
    status_code=status.HTTP_201_CREATED,
)
async def register_conversion_rate(
    rates: Rates, actor: Writer, body: ConversionRateCreate
) -> ConversionRateOut:
    return await rates.register(body, actor=actor)
