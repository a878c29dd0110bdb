"""What an accepted report tells in figures."""

from decimal import Decimal

from .accepted import FIGURES, Accepted, Indicator
from .book import Cell, Column, Row, Run, Table
from .desk import Desk
from .said import number, plain


def indicator_table(desk: Desk, title: str, report: Accepted, address: str) -> Table:
    """A row for each indicator, with what is said of it below its name."""
    columns = (
        Column(desk.say("indicator"), 2.2),
        Column(desk.say("unit"), 0.8),
        *(Column(desk.say(one), 0.9, is_figure=True, name=one) for one in FIGURES),
    )
    rows = tuple(_row(desk, one, address) for one in report.indicators)
    return Table(title, columns, rows)


def _row(desk: Desk, one: Indicator, address: str) -> Row:
    name: Cell = ((Run(plain(one.title)),),)
    if one.is_synthetic:
        name += ((Run(desk.say("synthetic"), is_quiet=True),),)
    if one.words:
        name += ((Run(" ".join(plain(one.words).split()), is_quiet=True),),)
    each = (_figure(desk, one, name, address) for name in FIGURES)
    return Row((name, ((Run(plain(one.unit)),),), *each))


def _figure(desk: Desk, one: Indicator, name: str, address: str) -> Cell:
    values = one.figures[name]
    if not values:
        return ()
    digits = max(one.decimals, *(_decimals(value) for value in values))
    said = "–".join(number(value, desk.language, digits) for value in values)
    exact = values[0] if len(values) == 1 else None
    return ((Run(said, address, value=exact),),)


def _decimals(value: Decimal) -> int:
    """No more than somebody reads."""
    exponent = value.normalize().as_tuple().exponent
    return min(2, max(0, -exponent)) if isinstance(exponent, int) else 0
