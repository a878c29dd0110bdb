"""How values are written, and which ones an indicator takes."""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Protocol, TypeAlias

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from bromost_common.errors import invalid

PATTERN = r"^-?[0-9]{1,18}(\.[0-9]{1,6})?$"
HUNDRED = Decimal(100)

EntryState = Literal[
    "reported", "zero", "estimated", "not_applicable", "not_collected", "suppressed"
]
EntryStatus = Literal["draft", "submitted", "returned", "verified", "accepted"]


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


class Rule(Protocol):
    """What a version of a definition asks of figures."""

    @property
    def kind(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def minimum(self) -> Decimal | None: ...
    @property
    def maximum(self) -> Decimal | None: ...
    @property
    def direction(self) -> str: ...
    @property
    def scale(self) -> list[dict[str, Any]] | None: ...


def refuse_unless_fits(field: str, value: Decimal | None, rule: Rule) -> None:
    """Raise the coded refusal of a value that this kind of indicator cannot have."""
    if value is not None and (wrong := misfit(value, rule)):
        raise invalid("body", field, code=wrong[0], message=wrong[1])


def misfit(value: Decimal, rule: Rule) -> tuple[str, str] | None:
    """Why the rule has no place for the value, as a code and a sentence."""
    if decimals_of(value) > rule.decimals:
        return "too_many_decimals", f"This indicator has {rule.decimals} decimals."
    return _no_step(value, rule) or _out_of_bounds(value, rule)


def _no_step(value: Decimal, rule: Rule) -> tuple[str, str] | None:
    """Of kinds that are told in steps or words."""
    if rule.scale is not None:
        if all(Decimal(step["value"]) != value for step in rule.scale):
            return "not_on_scale", "This is none of the steps."
    elif rule.kind in {"yes_no", "milestone"} and value not in {0, 1}:
        return "not_yes_or_no", "Write 1 for yes and 0 for no."
    elif rule.kind == "text":
        return "figure_impossible", "It is told in words, not by a number."
    return None


def _out_of_bounds(value: Decimal, rule: Rule) -> tuple[str, str] | None:
    percent = rule.kind == "percentage"
    if rule.minimum is not None and value < rule.minimum:
        code = "percent_out_of_bounds" if percent else "below_minimum"
        return code, f"It is not less than {written(rule.minimum, rule.decimals)}."
    if rule.maximum is not None and value > rule.maximum:
        code = "percent_out_of_bounds" if percent else "above_maximum"
        return code, f"It is not more than {written(rule.maximum, rule.decimals)}."
    return None
