"""A formula by the parts of what it names, and by place."""

from collections.abc import Hashable, Mapping
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.by_place import by_place
from bromost_indicators.calculation.calculate import Figures, Use, calculate, fed
from bromost_indicators.calculation.cells import ALL, Cell
from bromost_indicators.calculation.formula import parsed
from bromost_indicators.calculation.formula_parts import FormulaParts
from bromost_indicators.calculation.lineage import of_life
from bromost_indicators.calculation.operands import Operands
from bromost_indicators.calculation.parts import figures_of_parts
from bromost_indicators.calculation.rollup import Fed
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.telling import Apart, Axis
from bromost_indicators.calculation.values import Amount

from .building import NON_CUMULATIVE, RUNNING, TODAY, entry, told, value, years

SEX = Axis("sex", "sex?", frozenset({"women", "men", "sex?"}))
AGE = Axis("age", "age?", frozenset({"young", "old", "age?"}))
RULE = Rule(kind="formula", over_time="none")
Year = Mapping[Cell, int]


class Operand:
    """An indicator that is told year by year, each time cell by cell."""

    def __init__(
        self, *said: Year, axes: tuple[Axis, ...] = (SEX,), rest: int = 0
    ) -> None:
        self.entries = [
            entry(f"Y{at}", sum(cells.values()) + rest)
            for at, cells in enumerate(said, 1)
        ]
        self.use = Use(NON_CUMULATIVE, years(NON_CUMULATIVE), self.entries)
        cells = {
            one.key: {cell: value(number) for cell, number in told_of.items()}
            for one, told_of in zip(self.entries, said, strict=True)
        }
        self.parts = figures_of_parts(self.use, Apart(axes, cells), TODAY)

    @property
    def feed(self) -> list[Fed]:
        return fed(calculate(self.use, TODAY))

    @property
    def kept(self) -> dict[Cell, list[Fed]]:
        """As it is kept: without what stands for all of an axis."""
        return {
            tuple(one for one in cell if one is not ALL): fed(figures)
            for cell, figures in self.parts.items()
        }


def formula(text: str, **operands: Operand) -> tuple[Use, Apart]:
    feeds = {code: one.feed for code, one in operands.items()}
    kept = {code: one.kept for code, one in operands.items()}
    use = Use(RULE, years(RULE), formula=parsed(text), operands=Operands(feeds))
    return use, Apart((AGE, SEX), {}, {}, kept)


def worked_out(text: str, **operands: Operand) -> dict[Cell, Figures]:
    return figures_of_parts(*formula(text, **operands), TODAY)


def life(found: Mapping[Cell, Figures], *cell: Hashable) -> tuple[str, str | None]:
    return told(found[cell].totals.life)


def test_each_part_is_the_formula_of_that_part() -> None:
    cost = Operand({("women",): 60, ("men",): 20}, {("women",): 30, ("men",): 10})
    heads = Operand({("women",): 6, ("men",): 1}, {("women",): 3, ("men",): 4})
    found = worked_out("cost / heads", cost=cost, heads=heads)

    assert life(found, "women") == ("reported", "10")
    assert life(found, "men") == ("reported", "6")
    assert [told(one.actual)[1] for one in found["men",].periods[:2]] == ["20", "2.5"]
    use, apart = formula("cost / heads", cost=cost, heads=heads)
    part = FormulaParts(use, apart).use_of(("men",))
    origin = of_life(part, calculate(part, TODAY), TODAY)
    assert [told(one.amount)[1] for one in origin.parts] == ["30", "5"]


def test_a_part_that_one_of_them_lacks_has_no_figure_and_says_so() -> None:
    cost = Operand({("women",): 60, ("men",): 20})
    heads = Operand({("women",): 6}, rest=4)
    found = worked_out("cost / heads", cost=cost, heads=heads)

    assert life(found, "women") == ("reported", "10")
    for lacking in ("men", "sex?"):
        assert life(found, lacking)[1] is None
        assert "operand_missing" in found[lacking,].totals.life.marks


def test_it_is_told_by_the_axes_that_all_share() -> None:
    both: Year = {("women", "young"): 6, ("men", "old"): 4}
    cost, heads = Operand(both, axes=(SEX, AGE)), Operand({("women",): 2, ("men",): 4})
    use, apart = formula("cost / heads", cost=cost, heads=heads)
    found = figures_of_parts(use, apart, TODAY)

    assert (life(found, "women"), life(found, "men")) == (
        ("reported", "3"),
        ("reported", "1"),
    )
    assert all(len(cell) == 1 for cell in found)
    assert FormulaParts(use, apart).lacking == {"age": ["heads"]}


def test_leaves_are_told_where_all_have_the_same_axes_in_any_order() -> None:
    cost = Operand({("women", "young"): 6, ("men", "old"): 4}, axes=(SEX, AGE))
    heads = Operand({("young", "women"): 2, ("old", "men"): 4}, axes=(AGE, SEX))
    found = worked_out("cost / heads", cost=cost, heads=heads)

    assert life(found, "young", "women") == ("reported", "3")
    assert life(found, ALL, "men") == ("reported", "1")


def test_a_constant_has_no_parts() -> None:
    assert worked_out("1 + 1", cost=Operand({("women",): 1})) == {}


def test_nothing_that_was_told_elsewhere_is_no_nought_of_a_part() -> None:
    rule = RUNNING
    said = [entry("Y1", 8), entry("Y2", 12)]
    cells: dict[Hashable, Mapping[Cell, Amount]] = {
        said[0].key: {("women",): value(5), ("men",): value(3)},
        said[1].key: {},
    }
    use = Use(rule, years(rule), said)
    running = Operand({("women",): 1, ("men",): 1})
    running.use = use
    running.parts = figures_of_parts(use, Apart((SEX,), cells), TODAY)
    found = worked_out("running + 1", running=running)

    # Of the second year nobody said how many of them were women.
    assert told(found["women",].periods[0].actual)[1] == "6"
    assert life(found, "women")[1] is None
    assert life(found, "sex?") == ("reported", "13")


NUMBERS = st.fixed_dictionaries(
    {("women",): st.integers(0, 50), ("men",): st.integers(0, 50)}
)
YEARS = st.lists(NUMBERS, min_size=2, max_size=2)


@given(first=YEARS, second=YEARS)
@settings(max_examples=100, deadline=None)
def test_parts_come_to_what_fractions_of_the_raw_cells_come_to(
    first: list[Year], second: list[Year]
) -> None:
    operands = {"a": Operand(*first), "b": Operand(*second)}
    found = worked_out("(a - 2 * b) / (b + 1)", **operands)

    for sex in ("women", "men"):
        a = Fraction(sum(year[sex,] for year in first))
        b = Fraction(sum(year[sex,] for year in second))
        actual = found[sex,].totals.life.value
        assert actual is not None
        assert abs(Fraction(actual) - (a - 2 * b) / (b + 1)) < Fraction(1, 10**40)


def _at(**numbers: int | None) -> Use:
    said = [
        entry("Y1", number, place=place)
        for place, number in numbers.items()
        if number is not None
    ]
    return Use(NON_CUMULATIVE, years(NON_CUMULATIVE), said)


def test_at_each_place_it_is_the_formula_of_that_place() -> None:
    cost, heads = _at(here=60, there=20), _at(here=6, there=None)
    feeds = {"cost": fed(calculate(cost, TODAY)), "heads": fed(calculate(heads, TODAY))}
    use = Use(
        RULE, years(RULE), formula=parsed("cost / heads"), operands=Operands(feeds)
    )
    found = by_place(use, TODAY, {"cost": cost, "heads": heads})

    assert told(found["here"]) == ("reported", "10")
    assert (found["there"].value, "operand_missing" in found["there"].marks) == (
        None,
        True,
    )
    nowhere = Use(NON_CUMULATIVE, years(NON_CUMULATIVE), [entry("Y1", 6)])
    assert by_place(use, TODAY, {"cost": nowhere, "heads": nowhere}) == {}
