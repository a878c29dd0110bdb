"""Formulas name other definitions by their codes, and never go in a circle."""

from collections.abc import Mapping
from typing import Any

from bromost_common.errors import ConflictError, InvalidError, invalid
from bromost_indicators.calculation.formula import Formula, cycle, parsed

from .models import Definition
from .repository import DefinitionRepository


class CodeInFormulaError(ConflictError):
    """A formula names the definition by this code."""

    code = "code_in_formula"


async def refuse_circles(
    definitions: DefinitionRepository, definition: Definition, rule: Mapping[str, Any]
) -> None:
    """Whoever writes formulas does so alone till the end: two make a circle, too.

    All versions count, for a version that was left may still be in use.
    """
    if rule["formula"] is None or definition.code is None:
        return
    await definitions.write_formulas_alone()
    told = [*await definitions.formulas(), (definition.code, rule["formula"])]
    graph: dict[str, Formula] = {}
    for code, text in told:
        formula = parsed(text)
        others = graph[code].operands if code in graph else frozenset()
        graph[code] = formula._replace(operands=formula.operands | others)
    circle = cycle(graph)
    if circle is not None:
        raise _refused("formula_cycle", f"It goes round: {' <- '.join(circle)}.")


async def refuse_unknown_operands(
    definitions: DefinitionRepository, formula: str | None
) -> None:
    if formula is None:
        return
    wanted = parsed(formula).operands
    unknown = sorted(wanted - await definitions.known_codes(wanted))
    if unknown:
        raise _refused("unknown_operand", f"No library has {', '.join(unknown)}.")


async def refuse_to_rename(
    definitions: DefinitionRepository, definition: Definition
) -> None:
    await definitions.write_formulas_alone()
    for code, text in await definitions.formulas():
        if definition.code in parsed(text).operands:
            raise CodeInFormulaError(f"The formula of {code} names it.")


def _refused(code: str, message: str) -> InvalidError:
    return invalid("body", "formula", code=code, message=message)
