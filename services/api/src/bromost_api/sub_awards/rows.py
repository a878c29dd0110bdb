"""Sub-awards and funds as they are told."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from bromost_api.transactions.schemas import Party
from bromost_common.paging import AnyRow

from .models import SubAwardKind
from .schemas import (
    FundMonth,
    FundOut,
    InstalmentOut,
    LoanTermsOut,
    SubAwardDetail,
    SubAwardOut,
)
from .standing import Standing, standing


def award_out(row: AnyRow) -> SubAwardOut:
    return _out(row, standing(row))


def detail_out(row: AnyRow) -> SubAwardDetail:
    now = standing(row)
    due = [
        InstalmentOut(
            number=number,
            due_on=one.due_on,
            interest=one.interest,
            principal=one.principal,
            payment=one.interest + one.principal,
            left=one.left,
            paid=paid.interest + paid.principal,
        )
        for number, (one, paid) in enumerate(
            zip(now.schedule, now.paid, strict=True), start=1
        )
    ]
    return SubAwardDetail(**dict(_out(row, now)), schedule=due)


def _out(row: AnyRow, now: Standing) -> SubAwardOut:
    terms = row.method and LoanTermsOut(
        interest=row.interest.normalize(),
        method=row.method,
        instalments=row.instalments,
        months_between=row.months_between,
        first_due_on=row.first_due_on,
    )
    return SubAwardOut(
        id=row.id,
        project_id=row.project_id,
        kind=SubAwardKind(row.kind),
        giver=Party(id=row.giver_id, name=row.giver_name),
        receiver=Party(id=row.receiver_id, name=row.receiver_name),
        amount=row.amount,
        currency=row.currency,
        awarded_on=row.awarded_on,
        terms=terms,
        note=row.note,
        paid_out=row.paid_out,
        repaid=row.repaid,
        interest_repaid=now.interest_repaid,
        outstanding=now.outstanding,
        version=row.version,
        created_at=row.created_at,
    )


def funds_out(months: Iterable[AnyRow], awards: Iterable[AnyRow]) -> list[FundOut]:
    """By holder and currency, as `months` come."""
    interest: dict[tuple[UUID, str], Decimal] = defaultdict(Decimal)
    outstanding: dict[tuple[UUID, str], Decimal] = defaultdict(Decimal)
    for row in awards:
        now, key = standing(row), (row.giver_id, row.currency)
        interest[key] += now.interest_repaid
        outstanding[key] += now.outstanding
    found = []
    for key, group in groupby(months, key=lambda row: (row.holder_id, row.currency)):
        rows = list(group)
        told = _months(rows)
        found.append(
            FundOut(
                holder=Party(id=key[0], name=rows[0].holder_name),
                currency=key[1],
                paid_in=sum((one.paid_in for one in told), start=Decimal(0)),
                paid_out=sum((one.paid_out for one in told), start=Decimal(0)),
                repaid=sum((one.repaid for one in told), start=Decimal(0)),
                interest=interest[key],
                outstanding=outstanding[key],
                balance=told[-1].balance,
                months=told,
            )
        )
    return found


def _months(rows: Iterable[AnyRow]) -> list[FundMonth]:
    balance, found = Decimal(0), []
    for row in rows:
        balance += row.paid_in - row.paid_out + row.repaid
        found.append(
            FundMonth(
                month=row.month,
                paid_in=row.paid_in,
                paid_out=row.paid_out,
                repaid=row.repaid,
                balance=balance,
            )
        )
    return found
