"""From a row to what somebody asks for: which period, and what to say of it."""

import re
from collections.abc import Mapping
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


class Placed(NamedTuple):
    """A row of which it is known what period it is about, and no more."""

    said: Said
    period_id: UUID


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


def placed(said: Said, known: Addresses) -> Placed | Refused:
    if said.code is not None:
        return _refused(said, said.code, None, said.message)
    period_id = _period(said.fields, known)
    if isinstance(period_id, Tried):
        return Refused(said.row, None, period_id)
    return Placed(said, period_id)


def asked(placed: Placed, ids: dict[str, UUID]) -> Asked | Refused:
    """What a row asks for; `ids` are those that were read already."""
    said, period_id = placed
    fields = said.fields
    version = fields.get("version")
    if isinstance(version, str) and _VERSION.fullmatch(version):
        version = int(version)
    if version is not None and type(version) is not int:
        return _refused(said, "unknown_version", "version", None, period_id)
    wanted: EntryFields | Wish | None = _number(fields, ids)
    if wanted is None:
        told = {k: v for k, v in fields.items() if k not in _PLACED}
        try:
            wanted = EntryFields.model_validate({"state": "reported", **told})
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            name = ".".join(map(str, first["loc"]))
            return _refused(said, first["type"], name, first["msg"], period_id)
    return Asked(said.row, period_id, version, wanted)


_PLACED: Final = frozenset({*ADDRESS, "version"})
_NUMBER: Final = _PLACED | {"value", "numerator", "denominator", "state", "place_id"}


def _period(fields: Mapping[str, Any], known: Addresses) -> UUID | Tried:
    said = fields.get("period_id")
    found = known.get(said) if isinstance(said, str) else None
    if found is not None and fields.keys().isdisjoint(BY_DAYS):
        return found
    named = _small(said)
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


def _number(fields: Mapping[str, Any], ids: dict[str, UUID]) -> Wish | None:
    """By far the most rows say a number and no more: nothing is left to be read."""
    if not fields.keys() <= _NUMBER:
        return None
    numbers: list[Decimal | None] = []
    for name in ("value", "numerator", "denominator"):
        said = fields.get(name)
        if said is None:
            numbers.append(None)
        elif isinstance(said, str) and _FIGURE.fullmatch(said):
            # Minus zero is zero.
            numbers.append(Decimal(said) + 0)
        else:
            return None
    state, place = fields.get("state", "reported"), fields.get("place_id")
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
