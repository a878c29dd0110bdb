"""What sources carry of a cost, against an oracle in fractions."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bromost_api.co_financing.shares import (
    Carried,
    OverfundedError,
    share_of,
    split,
)

CENTS = st.integers(1, 10**18 - 1)
MILLIONTHS = st.integers(1, 100 * 10**6)


def percent(millionths: int) -> Carried:
    return Carried(Decimal(millionths).scaleb(-6), None)


def euros(cents: int) -> Carried:
    return Carried(None, Decimal(cents).scaleb(-2))


def exact(total: Decimal, source: Carried) -> Fraction:
    if source.share is not None:
        return Fraction(total) * Fraction(source.share) / 100
    assert source.amount is not None
    return Fraction(source.amount)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Decimal, list[Carried]]:
    """Up to the whole, most often exactly the whole: that is where rounding shows."""
    total = draw(CENTS)
    cuts = sorted(draw(st.lists(st.integers(0, 10**8), max_size=6, unique=True)))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, 10**8], strict=True) if b > a]
    if draw(st.booleans()):
        shares.pop()
    sources = [percent(share) for share in shares]
    left = total - sum(
        (floor(Fraction(total) * share / 10**8) + 1 for share in shares), 0
    )
    if left > 0 and draw(st.booleans()):
        sources.append(euros(draw(st.integers(1, left))))
    return Decimal(total).scaleb(-2), draw(st.permutations(sources))


@given(plans())
def test_amounts_add_up_to_the_cost_and_each_is_within_a_cent_of_its_share(
    plan: tuple[Decimal, list[Carried]],
) -> None:
    total, sources = plan

    amounts, unfunded, rest = split(total, sources, 2)

    assert sum(map(Fraction, amounts), Fraction(unfunded)) == Fraction(total)
    wanted = [exact(total, source) for source in sources]
    assert Fraction(rest) == Fraction(total) - sum(wanted, Fraction(0))
    for amount, fraction in zip([*amounts, unfunded], [*wanted, Fraction(rest)],
                                strict=True):  # fmt: skip
        assert amount >= 0
        assert abs(Fraction(amount) - fraction) < Fraction(1, 100)
        assert Fraction(amount) == fraction or (fraction * 100).denominator > 1


@given(plans())
def test_whoever_loses_more_by_cutting_off_is_rounded_up_before_the_others(
    plan: tuple[Decimal, list[Carried]],
) -> None:
    total, sources = plan
    amounts, unfunded, rest = split(total, sources, 2)
    wanted = [*(exact(total, source) for source in sources), Fraction(rest)]
    lost = [(cents := one * 100) - floor(cents) for one in wanted]
    up = [Fraction(amount) > one for amount, one in
          zip([*amounts, unfunded], wanted, strict=True)]  # fmt: skip

    raised = [part for part, is_up in zip(lost, up, strict=True) if is_up]
    cut = [part for part, is_up in zip(lost, up, strict=True) if not is_up]
    assert not raised or not cut or min(raised) >= max(cut)


@given(CENTS, st.lists(MILLIONTHS, min_size=1, max_size=6), st.lists(CENTS, max_size=2))
def test_more_than_the_whole_is_refused_and_nothing_else(
    total: int, shares: list[int], amounts: list[int]
) -> None:
    sources = [*map(percent, shares), *map(euros, amounts)]
    cost = Decimal(total).scaleb(-2)
    over = sum((exact(cost, one) for one in sources), Fraction(0)) - Fraction(cost)

    if over <= 0:
        split(cost, sources, 2)
        return
    with pytest.raises(OverfundedError) as refused:
        split(cost, sources, 2)
    assert Fraction(refused.value.by) == over


@given(CENTS, CENTS)
def test_a_share_is_told_to_six_decimals(amount: int, total: int) -> None:
    told = Fraction(share_of(Decimal(amount), Decimal(total)))

    assert abs(told - Fraction(amount, total) * 100) <= Fraction(1, 2 * 10**6)


@pytest.mark.parametrize(
    ("total", "shares", "decimals", "wanted"),
    [
        ("545897.00", ["89.92"], 2, ["490870.58", "55026.42"]),
        ("0.01", ["50", "50"], 2, ["0.01", "0.00", "0.00"]),
        ("100.00", ["33.333333", "33.333333", "33.333334"], 2,
         ["33.33", "33.33", "33.34", "0.00"]),
        ("100", ["33.3", "33.3"], 0, ["33", "33", "34"]),
    ],
)  # fmt: skip
def test_vectors(
    total: str, shares: list[str], decimals: int, wanted: list[str]
) -> None:
    sources = [Carried(Decimal(share), None) for share in shares]

    amounts, unfunded, _ = split(Decimal(total), sources, decimals)

    assert [str(one) for one in [*amounts, unfunded]] == wanted
