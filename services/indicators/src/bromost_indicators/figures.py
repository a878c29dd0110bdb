"""How values are written, and which ones an indicator takes."""

import re
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from bromost_common.errors import InvalidError, invalid

PATTERN = r"^-?[0-9]{1,18}(\.[0-9]{1,6})?$"
HUNDRED = Decimal(100)

Direction = Literal["increase", "decrease"]
EntryState = Literal["reported", "estimated"]


def _figure(value: object) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(PATTERN, value, re.ASCII):
        raise PydanticCustomError(
            "figure",
            "Write a number as text, with a point and at most 18 digits before and"
            " 6 after it.",
        )
    # Minus zero is zero.
    return Decimal(value) + 0


Figure: TypeAlias = Annotated[
    Decimal,
    PlainValidator(_figure),
    WithJsonSchema({"type": "string", "pattern": PATTERN, "examples": ["87"]}),
]


def written(value: Decimal | None, decimals: int) -> str | None:
    """`value` as the contract writes it: with exactly the indicator's decimals."""
    if value is None:
        return None
    return format(value.quantize(Decimal(1).scaleb(-decimals)), "f")


def decimals_of(value: Decimal) -> int:
    """How many decimals it takes to write `value`."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def refuse_unless_fits(
    field: str,
    value: Decimal | None,
    *,
    unit: str,
    decimals: int,
    allow_over_100: bool,
) -> None:
    """Raise the coded refusal of a value that this kind of indicator cannot have."""
    if value is None:
        return
    if decimals_of(value) > decimals:
        raise _refused(
            field,
            "too_many_decimals",
            f"This indicator has {decimals} decimals.",
        )
    if unit == "percent" and value < 0:
        raise _refused(
            field, "percent_out_of_bounds", "A percentage is not less than 0."
        )
    if unit == "percent" and value > HUNDRED and not allow_over_100:
        raise _refused(
            field, "percent_out_of_bounds", "A percentage is not more than 100."
        )


def _refused(field: str, code: str, message: str) -> InvalidError:
    return invalid("body", field, code=code, message=message)
