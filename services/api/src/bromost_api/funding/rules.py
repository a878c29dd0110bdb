"""What no round and no application may be, however it came to it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from bromost_common.errors import FieldError
from bromost_common.money import decimals_of

from .models import ApplicationOutcome, FundingApplication, FundingRound


def wrong_round(
    funding_round: FundingRound, first: date | None, last: date | None
) -> Iterator[FieldError]:
    """Its applications came from `first` to `last`, if there are any."""
    opened, closed = funding_round.opened_on, funding_round.closed_on
    decided = funding_round.decided_on
    if closed is not None and closed < opened:
        yield _at("closed_on", "closes_before_opening", "It closes after it opened.")
    elif decided is not None and decided < (closed or opened):
        yield _at("decided_on", "decided_before_closing", "It is decided afterwards.")
    yield from _not_yet("decided_on", decided)
    if first is not None and first < opened:
        yield _at("opened_on", "leaves_application_out", "Somebody applied before.")
    until = closed or decided
    if until is not None and last is not None and last > until:
        field = "decided_on" if closed is None else "closed_on"
        yield _at(field, "leaves_application_out", "Somebody applied later.")


def wrong_application(
    application: FundingApplication, funding_round: FundingRound
) -> Iterator[FieldError]:
    applied, decided = application.applied_on, application.decided_on
    until = funding_round.closed_on or funding_round.decided_on
    if applied < funding_round.opened_on:
        yield _at("applied_on", "round_not_open", "The round had not opened.")
    if until is not None and applied > until:
        yield _at("applied_on", "round_closed", "The round had closed.")
    yield from _not_yet("applied_on", applied)
    yield from _not_yet("decided_on", decided)
    if application.outcome == ApplicationOutcome.APPLIED:
        if decided is not None:
            yield _at("decided_on", "nothing_decided", "There is no outcome yet.")
    elif decided is None:
        yield _at("decided_on", "decision_day_missing", "Say when it was decided.")
    elif decided < applied:
        yield _at("decided_on", "decided_before_applied", "Nobody had applied by then.")


def wrong_money(
    application: FundingApplication, decimals: int | None
) -> Iterator[FieldError]:
    """`decimals` are those of its currency, None for a currency not known here."""
    amount, currency = application.amount, application.currency
    if (amount is None) != (currency is None):
        missing = "amount" if amount is None else "currency"
        yield _at(missing, "amount_and_currency", "Neither is without the other.")
    elif amount is None:
        return
    elif decimals is None:
        yield _at("currency", "unknown_currency", "There is no such currency code.")
    elif decimals_of(amount) > decimals:
        yield _at("amount", "too_many_decimals", f"It has {decimals} decimals.")
    if amount == 0:
        yield _at("amount", "amount_not_positive", "It is more than zero.")


def _not_yet(field: str, day: date | None) -> Iterator[FieldError]:
    if day is not None and day > datetime.now(UTC).date():
        yield _at(field, "in_the_future", "It has not happened yet.")


def _at(field: str, code: str, message: str) -> FieldError:
    return FieldError(("body", field), code, message)
