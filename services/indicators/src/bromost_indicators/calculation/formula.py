"""Indicators that are worked out from others: `[T1] / [T2] * 100`.

A small language: decimals with a point, codes of indicators (in brackets, or as they
are where they are plain words), + - * /, parentheses, min(…) and max(…).
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from graphlib import CycleError, TopologicalSorter
from operator import add, mul, sub
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from lark import Lark, Transformer
from lark.exceptions import UnexpectedInput, UnexpectedToken

from .values import MISSING, Amount, Marks, exact, known, nothing, undefined

MAX_LENGTH: Final = 1_000
MAX_STEPS: Final = 200
# As many digits as a figure has before its point.
_TOO_LARGE = Decimal(10) ** 18

_GRAMMAR = r"""
    ?start: sum
    ?sum: product
        | sum "+" product -> add
        | sum "-" product -> subtract
    ?product: factor
        | product "*" factor -> multiply
        | product OVER factor -> divide
    ?factor: NUMBER -> number
        | "-" factor -> negate
        | "(" sum ")"
        | ("min" | "MIN") "(" sum ("," sum)* ")" -> minimum
        | ("max" | "MAX") "(" sum ("," sum)* ")" -> maximum
        | CODE -> operand
        | QUOTED -> operand
    OVER: "/"
    NUMBER: /[0-9]{1,18}(\.[0-9]{1,6})?/
    CODE: /[A-Za-z_][A-Za-z0-9_]*/
    QUOTED: /\[[^\[\]]{1,100}\]/
    %ignore /[ \t\r\n]+/
"""

Operation: TypeAlias = Literal[
    "number", "operand", "negate", "add", "subtract", "multiply", "divide", "min", "max"
]


class Step(NamedTuple):
    """One step of a calculation on a stack: no formula is nested too deeply for it."""

    operation: Operation
    number: Decimal | None = None
    code: str = ""
    takes: int = 0
    # Of a division, where it is written.
    position: int = 0


class Formula(NamedTuple):
    text: str
    steps: Sequence[Step]
    operands: frozenset[str]


class FormulaError(ValueError):
    """The text is no formula; `position` tells where it stops to be one."""

    def __init__(self, code: str, position: int) -> None:
        super().__init__(code)
        self.code = code
        self.position = position


class _Steps(Transformer[Any, list[Step]]):
    """Runs while the text is read, so that there is never a tree to walk down."""

    def number(self, found: list[str]) -> list[Step]:
        return [Step("number", Decimal(found[0]))]

    def operand(self, found: list[str]) -> list[Step]:
        return [Step("operand", code=found[0].strip("[]").strip())]

    def negate(self, parts: list[list[Step]]) -> list[Step]:
        return _then("negate", parts)

    def add(self, parts: list[list[Step]]) -> list[Step]:
        return _then("add", parts)

    def subtract(self, parts: list[list[Step]]) -> list[Step]:
        return _then("subtract", parts)

    def multiply(self, parts: list[list[Step]]) -> list[Step]:
        return _then("multiply", parts)

    def divide(self, parts: list[Any]) -> list[Step]:
        above, sign, below = parts
        steps = _then("divide", [above, below])
        steps[-1] = steps[-1]._replace(position=sign.start_pos)
        return steps

    def minimum(self, parts: list[list[Step]]) -> list[Step]:
        return _then("min", parts)

    def maximum(self, parts: list[list[Step]]) -> list[Step]:
        return _then("max", parts)


def _then(operation: Operation, parts: list[list[Step]]) -> list[Step]:
    first, *others = parts
    for part in others:
        first.extend(part)
    first.append(Step(operation, takes=len(parts)))
    return first


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", transformer=_Steps())


def parsed(text: str) -> Formula:
    """The formula that `text` is; raises `FormulaError`."""
    if len(text) > MAX_LENGTH:
        raise FormulaError("formula_too_long", MAX_LENGTH)
    try:
        steps: Any = _parser().parse(text)
    except UnexpectedInput as error:
        raise FormulaError("formula_invalid", _position(error, text)) from error
    if len(steps) > MAX_STEPS:
        raise FormulaError("formula_too_long", len(text))
    operands = frozenset(step.code for step in steps if step.operation == "operand")
    return Formula(text, tuple(steps), operands)


def _position(error: UnexpectedInput, text: str) -> int:
    """Where the reader stumbled; past the end, if something was still to come."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(text)
    at: int | None = error.pos_in_stream
    return len(text) if at is None else at


@exact
def evaluated(formula: Formula, operands: Mapping[str, Amount]) -> Amount:
    """What the formula comes to; a state with its reason where it comes to nothing."""
    lacking = _lacking(formula, operands)
    if lacking is not None:
        return lacking
    stack: list[Decimal] = []
    for step in formula.steps:
        if step.operation == "number":
            stack.append(step.number or Decimal(0))
        elif step.operation == "operand":
            stack.append(operands[step.code].value or Decimal(0))
        else:
            taken = stack[-step.takes :]
            del stack[-step.takes :]
            if step.operation == "divide" and not taken[1]:
                return undefined("division_by_zero")
            stack.append(_DO[step.operation](taken))
    if abs(stack[0]) >= _TOO_LARGE:
        return undefined("too_large")
    return known(stack[0], marks=_marks(formula, operands))


_DO: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "negate": lambda taken: -taken[0],
    "add": lambda taken: add(*taken),
    "subtract": lambda taken: sub(*taken),
    "multiply": lambda taken: mul(*taken),
    "divide": lambda taken: taken[0] / taken[1],
    "min": min,
    "max": max,
}


@exact
def division_by_zero(formula: Formula) -> int | None:
    """Where it divides by what is 0 whatever its operands come to, if anywhere."""
    stack: list[Decimal | None] = []
    for step in formula.steps:
        if not step.takes:
            stack.append(step.number)
            continue
        taken = stack[-step.takes :]
        del stack[-step.takes :]
        if step.operation == "divide" and taken[1] == 0:
            return step.position
        stack.append(_constant(step, taken))
    return None


def _constant(step: Step, taken: Sequence[Decimal | None]) -> Decimal | None:
    """What a step comes to if that depends on no operand."""
    if step.operation == "multiply" and 0 in taken:
        return Decimal(0)
    known_ones = [number for number in taken if number is not None]
    return _DO[step.operation](known_ones) if len(known_ones) == len(taken) else None


def _lacking(formula: Formula, operands: Mapping[str, Amount]) -> Amount | None:
    """Why there is no result, by the weightiest of the operands that have no value."""
    amounts = [operands.get(code, MISSING) for code in sorted(formula.operands)]
    without = [amount for amount in amounts if amount.value is None]
    if not without:
        return None
    if all(amount.state == "range" for amount in without):
        return undefined("operand_inexact")
    return nothing(without).marked(frozenset({"operand_missing"}))


def _marks(formula: Formula, operands: Mapping[str, Amount]) -> Marks:
    marks: Marks = frozenset()
    for code in formula.operands:
        marks |= operands[code].marks
    return marks


def cycle(formulas: Mapping[str, Formula]) -> Sequence[str] | None:
    """Codes that lead back to the first of them, if formulas go round in a circle."""
    try:
        TopologicalSorter(_graph(formulas)).prepare()
    except CycleError as error:
        found: Sequence[str] = error.args[1]
        return found
    return None


def in_order(formulas: Mapping[str, Formula]) -> list[str]:
    """The codes of `formulas` such that each comes after what it is made of."""
    order = TopologicalSorter(_graph(formulas)).static_order()
    return [code for code in order if code in formulas]


def _graph(formulas: Mapping[str, Formula]) -> dict[str, frozenset[str]]:
    return {code: formula.operands for code, formula in formulas.items()}


def all_evaluated(
    formulas: Mapping[str, Formula], values: Mapping[str, Amount]
) -> dict[str, Amount]:
    """What all formulas come to; those in a circle, and all that need them, nothing."""
    found = dict(values)
    remaining = dict(formulas)
    while (circle := cycle(remaining)) is not None:
        for code in circle:
            remaining.pop(code, None)
            found[code] = undefined("formula_cycle")
    for code in in_order(remaining):
        found[code] = evaluated(remaining[code], found)
    return {code: found[code] for code in formulas}
