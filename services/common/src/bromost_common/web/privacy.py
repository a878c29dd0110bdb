"""What every service tells of the personal data in its tables."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from bromost_common.auth import working_on
from bromost_common.context import act_as
from bromost_common.errors import NotFoundError
from bromost_common.privacy import (
    Basis,
    Category,
    KeptBecause,
    OnErasure,
    PersonalTable,
    Purpose,
    Since,
)
from bromost_common.privacy.holdings import count_held
from bromost_common.privacy.person import Person
from bromost_common.reads import note_shown

from .auth import CurrentActor
from .session import Session


class ProcessedColumn(BaseModel):
    """A column with personal data, and what an erasure does to it."""

    name: str = Field(examples=["email"])
    category: Category
    on_erasure: OnErasure


class ProcessedTable(BaseModel):
    """A table with personal data: what for, by what right and for how long."""

    table: str = Field(examples=["api.account"])
    purpose: Purpose
    basis: Basis = Field(description="Article 6(1) GDPR.")
    kept_since: Since
    kept_days: int | None = Field(description="Null: until the person is erased.")
    kept_because: KeptBecause | None = Field(
        description="Why something of it outlives an erasure."
    )
    columns: list[ProcessedColumn]


class ProcessingRecord(BaseModel):
    """The service's part of the record of processing, Article 30 GDPR."""

    service: str = Field(examples=["registry"])
    tables: list[ProcessedTable]


class HeldTable(BaseModel):
    """How many rows of a table are a person's, and what an erasure does to them."""

    table: str
    purpose: Purpose
    rows: int
    on_erasure: OnErasure
    kept_because: KeptBecause | None


class Holdings(BaseModel):
    """What the service stores of a person."""

    service: str
    tables: list[HeldTable]


def privacy_router(service: str, tables: Sequence[PersonalTable]) -> APIRouter:
    """The routes by which `service` tells of its tables."""
    router = APIRouter(tags=["privacy"])
    personal = [table for table in tables if table.columns]
    record = ProcessingRecord(
        service=service, tables=[_processed(table) for table in personal]
    )

    @router.get("/processing-record", summary="Which personal data, and what for")
    async def get_processing_record(_: CurrentActor) -> ProcessingRecord:
        return record

    @router.get("/personal-data/{person_id}", summary="How much is stored of a person")
    async def get_holdings(
        session: Session, actor: CurrentActor, person_id: UUID
    ) -> Holdings:
        if person_id != actor.account_id and not actor.may("privacy.manage"):
            raise NotFoundError("There is no such person.")
        wide = working_on("privacy")._replace(account_id=actor.account_id)
        await act_as(session, wide)
        note_shown(session, [person_id])
        counts = await count_held(session, personal, Person(person_id, ""))
        return Holdings(
            service=service,
            tables=[
                _held(table, counts[table.name])
                for table in personal
                if counts.get(table.name)
            ],
        )

    return router


def _processed(table: PersonalTable) -> ProcessedTable:
    return ProcessedTable(
        table=table.name,
        purpose=table.purpose,
        basis=table.basis,
        kept_since=table.kept.since,
        kept_days=table.kept.days,
        kept_because=table.kept_because,
        columns=[
            ProcessedColumn(
                name=column.name,
                category=column.category,
                on_erasure=column.on_erasure,
            )
            for column in table.columns
        ],
    )


def _held(table: PersonalTable, rows: int) -> HeldTable:
    strongest = next(
        kind
        for kind in (
            OnErasure.DELETE,
            OnErasure.ANONYMISE,
            OnErasure.KEEP,
            OnErasure.REDACT,
        )
        if any(column.on_erasure is kind for column in table.columns)
    )
    return HeldTable(
        table=table.name,
        purpose=table.purpose,
        rows=rows,
        on_erasure=strongest,
        kept_because=table.kept_because,
    )
