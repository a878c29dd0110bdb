"""What each source carries of a cost, exactly.

A share is a percentage of the whole cost. Its amount is rounded by the largest
remainder: each amount is cut off at the currency's smallest unit, and the units that
are then missing go to those of whom most was cut off, the earlier named first. What
nobody carries takes part as the last source. So the amounts add up to the cost to the
unit, and each is less than one unit from its exact value; with simple rounding two
halves of EUR 0.01 would come to EUR 0.02.

LINK: 89.92 % of EUR 545,897.00 are 490,870.5824 and the other 10.08 % are 55,026.4176:
490,870.58 and 55,026.42.
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Context, Decimal
from typing import NamedTuple

from bromost_common.money import exact_product, exact_sum, rounded

SHARE_DECIMALS = 6
_PERCENT = Decimal("0.01")
_WIDE = Context(prec=60)


class Carried(NamedTuple):
    """What a source gives: a share of the cost in percent, or an amount."""

    share: Decimal | None
    amount: Decimal | None


class Split(NamedTuple):
    """What each source carries of a cost, and what nobody does."""

    amounts: list[Decimal]
    unfunded: Decimal
    # The latter before it was brought to whole units.
    rest: Decimal


class OverfundedError(ValueError):
    """The sources carry more than the cost; `by` is how much more, exactly."""

    def __init__(self, by: Decimal) -> None:
        super().__init__(str(by))
        self.by = by


def split(total: Decimal, sources: Sequence[Carried], decimals: int) -> Split:
    """Divide `total`; it and all given amounts have at most `decimals` decimals.

    Raises OverfundedError where the sources carry more than 100 %.
    """
    exact = [_exact(total, source) for source in sources]
    rest = exact_sum([total, *(-one for one in exact)])
    if rest < 0:
        raise OverfundedError(-rest)
    *amounts, unfunded = _to_units([*exact, rest], total, decimals)
    return Split(amounts, unfunded, rest)


def share_of(amount: Decimal, total: Decimal) -> Decimal:
    """What percentage `amount` is of `total`, to six decimals, half of one up."""
    return rounded(_WIDE.divide(amount.scaleb(2, _WIDE), total), SHARE_DECIMALS)


def _exact(total: Decimal, source: Carried) -> Decimal:
    if source.share is not None:
        return exact_product(exact_product(total, source.share), _PERCENT)
    return source.amount or Decimal(0)


def _to_units(exact: Sequence[Decimal], total: Decimal, decimals: int) -> list[Decimal]:
    unit = Decimal(1).scaleb(-decimals)
    cut = [amount.quantize(unit, rounding=ROUND_DOWN) for amount in exact]
    missing = int(exact_sum([total, *(-one for one in cut)]).scaleb(decimals))
    by_remainder = sorted(range(len(exact)), key=lambda n: cut[n] - exact[n])
    for n in by_remainder[:missing]:
        cut[n] += unit
    return cut
