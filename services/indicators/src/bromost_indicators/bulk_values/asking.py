"""From a row to what somebody asks for: which period, and what to say of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeAlias, get_args
from uuid import UUID

from pydantic import ValidationError

from bromost_indicators.entries.recording import Tried
from bromost_indicators.entries.rows import Wish
from bromost_indicators.entries.schemas import EntryFields
from bromost_indicators.figures import PATTERN, EntryState

from .reading import ADDRESS, BY_DAYS, Said

# Periods by each way of naming them, as a file writes it.
Addresses: TypeAlias = Mapping[str | tuple[str, ...], UUID]
_FIGURE: Final = re.compile(PATTERN, re.ASCII)
_STATES: Final = frozenset(get_args(EntryState))
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
# More were never written: the column ends there.
_VERSION: Final = re.compile(r"[0-9]{1,10}", re.ASCII)


class Asked(NamedTuple):
    """A row that can be tried."""

    row: int
    period_id: UUID
    # None says nothing of what was there before.
    version: int | None
    wanted: EntryFields | Wish


class Refused(NamedTuple):
    """A row that cannot, and why."""

    row: int
    period_id: UUID | None
    why: Tried


def asked(rows: Sequence[Said], known: Addresses) -> Iterator[Asked | Refused]:
    """What each row asks for; nothing is looked at twice that many of them name."""
    ids: dict[str, UUID] = {}
    for said in rows:
        if said.code is not None:
            yield _refused(said, said.code, None, said.message)
        else:
            yield _asked(said, known, ids)


def _asked(said: Said, known: Addresses, ids: dict[str, UUID]) -> Asked | Refused:
    fields = said.fields
    period_id = _period(fields, known)
    if isinstance(period_id, Tried):
        return Refused(said.row, None, period_id)
    version = fields.get("version")
    if isinstance(version, str) and _VERSION.fullmatch(version):
        version = int(version)
    if version is not None and type(version) is not int:
        return _refused(said, "unknown_version", "version", None, period_id)
    told = {k: v for k, v in fields.items() if k not in _PLACED}
    wanted: EntryFields | Wish | None = _number(told, ids)
    if wanted is None:
        try:
            wanted = EntryFields.model_validate({"state": "reported", **told})
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            name = ".".join(map(str, first["loc"]))
            return _refused(said, first["type"], name, first["msg"], period_id)
    return Asked(said.row, period_id, version, wanted)


_PLACED: Final = frozenset({*ADDRESS, "version"})
_NUMBER: Final = frozenset({"value", "numerator", "denominator", "state", "place_id"})


def _period(fields: Mapping[str, Any], known: Addresses) -> UUID | Tried:
    named = _small(fields.get("period_id"))
    days = tuple(_small(fields.get(name)) for name in BY_DAYS)
    if named and any(days):
        why = "Name period_id, or indicator_id, starts_on and ends_on, not both."
        return Tried("refused", "two_addresses", "period_id", why)
    if not named and not all(days):
        name = BY_DAYS[days.index("")] if any(days) else "period_id"
        return Tried("refused", "no_address", name, f"The row has no {name}.")
    found = known.get(named or days)
    if found is None:
        name = "period_id" if named else "starts_on"
        why = "The project has no such period."
        return Tried("refused", "unknown_period", name, why)
    return found


def _small(said: Any) -> str:
    """Other systems write ids in capitals; what is no text names nothing."""
    return "" if said is None else said.lower() if isinstance(said, str) else "?"


def _number(told: Mapping[str, Any], ids: dict[str, UUID]) -> Wish | None:
    """By far the most rows say a number and no more: nothing is left to be read."""
    if not told.keys() <= _NUMBER:
        return None
    numbers: list[Decimal | None] = []
    for name in ("value", "numerator", "denominator"):
        said = told.get(name)
        if said is None:
            numbers.append(None)
        elif isinstance(said, str) and _FIGURE.fullmatch(said):
            # Minus zero is zero.
            numbers.append(Decimal(said) + 0)
        else:
            return None
    state, place = told.get("state", "reported"), told.get("place_id")
    if not isinstance(state, str) or state not in _STATES:
        return None
    place_id = None
    if place is not None:
        if not isinstance(place, str) or not _ID.fullmatch(place):
            return None
        place_id = ids.get(place) or ids.setdefault(place, UUID(place))
    value, numerator, denominator = numbers
    return Wish(value, state, numerator, denominator, place_id=place_id)


def _refused(
    said: Said,
    code: str,
    field: str | None,
    message: str | None,
    period_id: UUID | None = None,
) -> Refused:
    return Refused(said.row, period_id, Tried("refused", code, field, message))
