from collections.abc import Iterator
from typing import IO, Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status
from fastapi.responses import StreamingResponse

from bromost_api.finance.schemas import CurrencyCode
from bromost_common.audit import note_export
from bromost_common.auth import Actor
from bromost_common.limits import EXPORT
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.files import CHUNK
from bromost_common.web.limits import limited
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .lists import Filters
from .models import TransactionKind
from .schemas import (
    PlannedAndActual,
    ReversalCreate,
    TransactionCreate,
    TransactionOut,
    TransactionTotals,
)
from .service import TransactionService
from .sheet import as_csv

router = APIRouter(tags=["finance"])

Reader = Annotated[Actor, Depends(requires("budget.read"))]
Writer = Annotated[Actor, Depends(requires("budget.write"))]


async def _transactions(session: Session) -> TransactionService:
    return TransactionService(session)


async def _filters(
    *,
    kind: TransactionKind | None = None,
    year: Annotated[int | None, Query(ge=1990, le=2100)] = None,
    currency: CurrencyCode | None = None,
    organisation: Annotated[
        UUID | None, Query(description="Who gives or receives.")
    ] = None,
    budget_line: UUID | None = None,
    standing: Annotated[
        bool, Query(description="Leave out what was reversed, and its reversal.")
    ] = False,
    show_in: Annotated[
        CurrencyCode | None, Query(description="Convert into this currency, too.")
    ] = None,
) -> Filters:
    return Filters(kind, year, currency, organisation, budget_line, standing, show_in)


Transactions = Annotated[TransactionService, Depends(_transactions)]
Asked = Annotated[Filters, Depends(_filters)]


@router.get(
    "/projects/{project_id}/transactions",
    summary="What was promised, paid and spent in a project, newest first",
)
async def list_transactions(
    transactions: Transactions,
    actor: Reader,
    project_id: UUID,
    page: PageQuery,
    filters: Asked,
) -> Page[TransactionOut]:
    return await transactions.page(project_id, page, filters, actor=actor)


@router.get(
    "/projects/{project_id}/transactions.csv",
    dependencies=[limited(EXPORT, by="account")],
    summary="The same for a spreadsheet",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "UTF-8 with byte order mark, semicolons between cells.",
            "content": {"text/csv": {"schema": {"type": "string"}}},
        }
    },
)
async def download_transactions(
    session: Session,
    transactions: Transactions,
    actor: Reader,
    project_id: UUID,
    filters: Asked,
) -> StreamingResponse:
    entries = await transactions.all(project_id, filters, actor=actor)
    file, rows = await as_csv(entries, filters.show_in)
    note_export(session, rows)
    return StreamingResponse(
        _parts(file),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="transactions.csv"'},
    )


@router.get(
    "/projects/{project_id}/transaction-totals",
    summary="A project's entries by kind, year and currency",
)
async def get_transaction_totals(
    transactions: Transactions, actor: Reader, project_id: UUID, filters: Asked
) -> TransactionTotals:
    return await transactions.totals(project_id, filters, actor=actor)


@router.get(
    "/projects/{project_id}/planned-and-actual",
    summary="A project's budget and accounts side by side",
)
async def get_planned_and_actual(
    transactions: Transactions, actor: Reader, project_id: UUID
) -> PlannedAndActual:
    return await transactions.planned(project_id, actor=actor)


@router.post(
    "/projects/{project_id}/transactions",
    summary="Enter what was promised, paid or spent",
    status_code=status.HTTP_201_CREATED,
)
async def record_transaction(
    transactions: Transactions, actor: Writer, project_id: UUID, body: TransactionCreate
) -> TransactionOut:
    return await transactions.record(project_id, body, actor=actor)


@router.post(
    "/transactions/{transaction_id}/reversal",
    summary="Take an entry back by an entry that cancels it out",
    status_code=status.HTTP_201_CREATED,
)
async def reverse_transaction(
    transactions: Transactions,
    actor: Writer,
    transaction_id: UUID,
    body: ReversalCreate,
) -> TransactionOut:
    return await transactions.reverse(transaction_id, body, actor=actor)


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while data := file.read(CHUNK):
            yield data
