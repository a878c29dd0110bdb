"""Exact money: decimals in, decimals out; a float never comes near it."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from typing import Annotated, Any, NamedTuple, TypeAlias

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

AMOUNT_DECIMALS = 2
AMOUNT_DIGITS = 16
RATE_DECIMALS = 10
RATE_DIGITS = 10
PERCENT_DECIMALS = 6

_PLAIN = re.compile(r"(-?)0*(\d+?)(?:\.(\d+))?", re.ASCII)
# Wide enough for any sum of products that can be stored; it refuses to round.
_EXACT = Context(prec=120, traps=[Inexact, InvalidOperation])
_ROUNDING = Context(prec=120, rounding=ROUND_HALF_UP, traps=[InvalidOperation])


class Money(NamedTuple):
    """An amount in a currency."""

    currency: str
    amount: Decimal


def exact_sum(amounts: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for amount in amounts:
        total = _EXACT.add(total, amount)
    return total


def exact_product(amount: Decimal, rate: Decimal) -> Decimal:
    return _EXACT.multiply(amount, rate)


def rounded(amount: Decimal, decimals: int) -> Decimal:
    """`amount` as it is shown: half a unit is rounded away from zero."""
    return amount.quantize(Decimal(1).scaleb(-decimals), context=_ROUNDING)


def plain(amount: Decimal) -> str:
    """`amount` without an exponent."""
    return f"{amount:f}"


def decimals_of(amount: Decimal) -> int:
    """How many decimals it takes to write `amount`, trailing zeros left out."""
    exponent = amount.normalize(_EXACT).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def read_amount(value: Any) -> Decimal:
    """A decimal string as an amount; refused with a code of its own."""
    amount = _read(value, AMOUNT_DIGITS, AMOUNT_DECIMALS)
    if amount < 0:
        raise PydanticCustomError("negative_amount", "The amount is negative.")
    return amount


def _read_rate(value: Any) -> Decimal:
    rate = _read(value, RATE_DIGITS, RATE_DECIMALS)
    if rate <= 0:
        raise PydanticCustomError("rate_not_positive", "A rate is more than zero.")
    return rate


def _read_percent(value: Any) -> Decimal:
    percent = _read(value, RATE_DIGITS, PERCENT_DECIMALS)
    if not 0 <= percent <= 100:  # noqa: PLR2004  # the whole
        raise PydanticCustomError(
            "percent_out_of_bounds", "A percentage is between 0 and 100."
        )
    return percent


def _read(value: Any, digits: int, decimals: int) -> Decimal:
    text = plain(value) if isinstance(value, Decimal) else value
    found = _PLAIN.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise PydanticCustomError(
            "not_a_decimal_string", 'Write decimals as a string, such as "1250.50".'
        )
    sign, whole, fraction = found.groups()
    if len(whole) > digits:
        raise PydanticCustomError("amount_too_large", "The number is too large.")
    if len((fraction or "").rstrip("0")) > decimals:
        raise PydanticCustomError(
            "too_many_decimals",
            "At most {decimals} decimals can be kept.",
            {"decimals": decimals},
        )
    return Decimal(f"{sign}{whole}.{(fraction or '0').rstrip('0') or '0'}").quantize(
        Decimal(1).scaleb(-decimals), context=_EXACT
    )


Amount: TypeAlias = Annotated[
    Decimal,
    BeforeValidator(read_amount),
    PlainSerializer(plain, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^[0-9]{1,16}(\.[0-9]{1,2})?$",
            "examples": ["545897.00"],
        }
    ),
]
Rate: TypeAlias = Annotated[
    Decimal,
    BeforeValidator(_read_rate),
    PlainSerializer(plain, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(?=.*[1-9])[0-9]{1,10}(\.[0-9]{1,10})?$",
            "examples": ["0.12"],
        }
    ),
]
Percent: TypeAlias = Annotated[
    Decimal,
    BeforeValidator(_read_percent),
    PlainSerializer(plain, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(100(\.0{1,6})?|[0-9]{1,2}(\.[0-9]{1,6})?)$",
            "examples": ["89.92"],
        }
    ),
]
DecimalString: TypeAlias = Annotated[
    Decimal,
    PlainSerializer(plain, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^-?[0-9]+(\.[0-9]+)?$",
            "examples": ["545897.00"],
        }
    ),
]
