"""Formulas over other indicators: a small language that never fails aloud."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.calculate import Figures, Use, calculate, fed
from bromost_indicators.calculation.formula import (
    MAX_LENGTH,
    Formula,
    FormulaError,
    all_evaluated,
    cycle,
    division_by_zero,
    evaluated,
    in_order,
    parsed,
)
from bromost_indicators.calculation.lineage import of_life, of_period, of_to_date
from bromost_indicators.calculation.operands import Operands
from bromost_indicators.calculation.rollup import Fed
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.values import (
    ESTIMATED,
    MISSING,
    NOT_APPLICABLE,
    NOT_COLLECTED,
    PARTIAL,
    SUPPRESSED,
    Amount,
    between,
    known,
)

from .building import (
    NON_CUMULATIVE,
    RUNNING,
    SUMMING,
    TODAY,
    entry,
    seen,
    told,
    value,
    years,
)

VALUES = {"a": value(6), "b": value(4), "T-1.2": value("0.5"), "nil": value(0)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1", "1"),
        ("0", "0"),
        ("a + b * 2", "14"),
        ("(a + b) * 2", "20"),
        ("a - b - 1", "1"),
        ("a / b / 3", "0.5"),
        ("-a + -b", "-10"),
        ("2 - -a", "8"),
        ("min(a, b, 5)", "4"),
        ("MAX(a - b, [T-1.2])", "2"),
        ("max(a)", "6"),
        ("[T-1.2]*100", "50"),
        ("[ a ]", "6"),
        (" a\n+\tb ", "10"),
        ("nil / a", "0"),
        ("0.1 + 0.2", "0.3"),
    ],
)
def test_formulas(text: str, wanted: str) -> None:
    found = evaluated(parsed(text), VALUES)

    assert told(found) == ("zero" if wanted == "0" else "reported", wanted)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("a +", 3),
        ("a b", 2),
        ("(a", 2),
        ("a)", 1),
        ("a ** b", 3),
        ("1e400", 1),
        ("NaN()", 3),
        ("a.b", 1),
        ("sum(a)", 3),
        ("min()", 4),
        ("__import__('os')", 10),
        ("1.", 1),
        ("[]", 0),
        ("[a", 0),
        ("a = b", 2),
        ("1234567890123456789", 18),
        ("æ", 0),
    ],
)
def test_what_is_no_formula_is_refused_where_it_goes_wrong(
    text: str, position: int
) -> None:
    with pytest.raises(FormulaError) as refused:
        parsed(text)

    assert (refused.value.code, refused.value.position) == ("formula_invalid", position)


def test_a_formula_has_an_end() -> None:
    for text in ("1" + "+1" * MAX_LENGTH, "1" + "+1" * 200):
        with pytest.raises(FormulaError, match="formula_too_long"):
            parsed(text)


@pytest.mark.parametrize("text", ["(" * 400 + "a" + ")" * 400, "-" * 150 + "a"])
def test_deep_nesting_breaks_nothing(text: str) -> None:
    assert told(evaluated(parsed(text), VALUES))[1] == "6"


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("a / nil", {"division_by_zero"}),
        ("nil / nil", {"division_by_zero"}),
        ("a / (b - 4)", {"division_by_zero"}),
        ("a" + "*1000000000" * 40, {"too_large"}),
    ],
)
def test_what_cannot_be_worked_out_says_why(text: str, marks: set[str]) -> None:
    found = evaluated(parsed(text), VALUES)

    assert seen(found.state, found.value, found.marks) == ("undefined", None, marks)


@pytest.mark.parametrize(
    ("operands", "state"),
    [
        ({}, "missing"),
        ({"b": MISSING}, "missing"),
        ({"b": NOT_COLLECTED}, "not_collected"),
        ({"b": SUPPRESSED}, "suppressed"),
        ({"b": NOT_APPLICABLE}, "not_applicable"),
        ({"a": SUPPRESSED, "b": NOT_COLLECTED}, "suppressed"),
        ({"b": between(Decimal(1), Decimal(2))}, "undefined"),
    ],
)
def test_a_missing_operand_is_no_zero(operands: dict[str, Amount], state: str) -> None:
    found = evaluated(parsed("a + b * 0"), {"a": value(6), **operands})

    assert (found.state, found.value) == (state, None)


def test_what_is_to_know_of_operands_is_to_know_of_the_result() -> None:
    operands = {"a": known(Decimal(1), marks=ESTIMATED), "b": value(1).marked(PARTIAL)}
    found = evaluated(parsed("a + b"), operands)

    assert seen(told(found), found.marks) == (
        ("estimated", "2"),
        {"estimated", "partial"},
    )


def _formulas(**texts: str) -> dict[str, Formula]:
    return {code: parsed(text) for code, text in texts.items()}


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("1/0", 1),
        ("[A] / (2 - 1 - 1)", 4),
        ("[A] + [B] / (0 * [C])", 10),
        ("10 / min(0, 3) * [A]", 3),
        ("[A] / 2 / -0.0", 8),
        ("[A] / ([A] - [A])", None),
        ("[A] / [B]", None),
        ("0 / [A] + 1 / 2", None),
        ("[A] / min(0, [B])", None),
    ],
)
def test_what_is_always_divided_by_zero_is_found_where_it_stands(
    text: str, position: int | None
) -> None:
    assert division_by_zero(parsed(text)) == position


def test_circles_are_found_however_long() -> None:
    assert cycle(_formulas(x="y", y="z + 1", z="x")) is not None
    assert cycle(_formulas(x="x")) is not None
    assert cycle(_formulas(x="a + y", y="a")) is None
    assert in_order(_formulas(x="y + z", y="z", z="a")) == ["z", "y", "x"]


def test_a_circle_takes_only_what_needs_it_along() -> None:
    formulas = _formulas(x="y", y="x", w="x + 1", fine="a * 2", more="fine + 1")
    found = all_evaluated(formulas, VALUES)

    assert told(found["fine"])[1] == "12"
    assert told(found["more"])[1] == "13"
    assert {found[code].state for code in "xyw"} == {"undefined"}
    assert found["x"].marks == {"formula_cycle"}
    assert "operand_missing" in found["w"].marks


NUMBERS = st.integers(-50, 50)
EXPRESSIONS = st.recursive(
    NUMBERS.map(lambda n: (str(n) if n >= 0 else f"({n})", Fraction(n))),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(
        lambda parts: (
            f"({parts[0][0]} {parts[1]} {parts[2][0]})",
            _apply(parts[0][1], parts[1], parts[2][1]),
        )
    ),
    max_leaves=8,
)


def _apply(one: Fraction | None, sign: str, other: Fraction | None) -> Fraction | None:
    if one is None or other is None or (sign == "/" and not other):
        return None
    return {
        "+": lambda: one + other,
        "-": lambda: one - other,
        "*": lambda: one * other,
        "/": lambda: one / other,
    }[sign]()


@settings(max_examples=150, deadline=None)
@given(expression=EXPRESSIONS)
def test_formulas_come_to_what_fractions_come_to(
    expression: tuple[str, Fraction | None],
) -> None:
    text, wanted = expression
    found = evaluated(parsed(text), {})

    if wanted is None:
        assert found.marks == {"division_by_zero"}
    else:
        assert found.value is not None
        with localcontext(prec=80):
            off = abs(found.value - Decimal(wanted.numerator) / wanted.denominator)
        assert off <= Decimal("1e-40") * (1 + abs(found.value))


def _fed(rule: Rule, *numbers: int | None) -> list[Fed]:
    said = [
        entry(f"Y{at + 1}", number)
        for at, number in enumerate(numbers)
        if number is not None
    ]
    return fed(calculate(Use(rule, years(rule), said), TODAY))


def _cost_per_head(**operands: list[Fed]) -> tuple[Use, Figures]:
    rule = Rule(kind="formula", over_time="none")
    use = Use(
        rule, years(rule), formula=parsed("cost / heads"), operands=Operands(operands)
    )
    return use, calculate(use, TODAY)


def test_over_time_it_is_the_formula_of_the_totals() -> None:
    costs, heads = _fed(NON_CUMULATIVE, 100, 300, 50), _fed(SUMMING, 50, 30, None)
    use, found = _cost_per_head(cost=costs, heads=heads)

    assert [told(one.actual)[1] for one in found.periods] == ["2", "10", None]
    assert told(found.totals.to_date) == ("reported", "5")
    assert told(found.totals.life)[1] == "5.625"
    # The heads of the third year are not there yet, though its cost is.
    assert found.totals.life.marks == {"partial"}
    origin = of_life(use, found, TODAY)
    assert (origin.formula, origin.amount) == ("cost / heads", found.totals.life)
    assert [told(part.amount)[1] for part in origin.parts] == ["450", "80"]
    assert of_to_date(use, found, TODAY).amount == found.totals.to_date
    assert of_period(use, found.periods[1]).amount == found.periods[1].actual


def test_a_total_among_the_operands_is_the_newest() -> None:
    costs, heads = _fed(NON_CUMULATIVE, 100, 300, None), _fed(RUNNING, 50, None, None)
    found = _cost_per_head(cost=costs, heads=heads)[1]

    assert told(found.periods[1].actual)[1] == "6"
    assert "carried" in found.periods[1].actual.marks


def test_an_operand_that_nobody_knows_is_missing() -> None:
    found = _cost_per_head(cost=_fed(NON_CUMULATIVE, 100))[1]

    assert found.totals.life.state == "missing"
    assert found.totals.life.marks == {"operand_missing"}
