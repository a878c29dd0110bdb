"""The report's sums against fractions, which cannot be wrong by rounding."""

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bromost_api.reports.calculation import Conversion, Figure, Line, totals
from bromost_api.reports.collation import collation_key
from bromost_common.money import decimals_of, exact_sum, read_amount, rounded
from bromost_common.web.language import preferred_language

FUNDERS = [UUID(int=number) for number in range(1, 4)]
amounts = st.decimals(
    min_value=0, max_value=Decimal("9999999999999999.99"), places=2, allow_nan=False
)
rates = st.decimals(
    min_value=Decimal("0.0000000001"), max_value=Decimal("9999999999.9999999999"),
    places=10, allow_nan=False,
)  # fmt: skip
lines = st.lists(
    st.builds(
        Line,
        project_id=st.just(UUID(int=0)),
        year=st.integers(2004, 2007),
        funder_id=st.sampled_from(FUNDERS),
        currency=st.sampled_from(["NOK", "EUR", "PLN"]),
        amount=amounts,
    ),
    max_size=30,
)
known_rates = st.dictionaries(
    st.tuples(st.sampled_from(["NOK", "PLN"]), st.integers(2004, 2007)), rates
)


def half_up(exact: Fraction, decimals: int) -> Fraction:
    scale = 10**decimals
    return Fraction((2 * exact.numerator * scale + exact.denominator)
                    // (2 * exact.denominator), scale)  # fmt: skip


def expected(chosen: list[Line], conversion: Conversion) -> tuple[object, object]:
    sums: dict[str, Fraction] = {}
    worth: Fraction | None = Fraction(0)
    for line in chosen:
        amount = Fraction(line.amount)
        sums[line.currency] = sums.get(line.currency, Fraction(0)) + amount
        rate = conversion.rates.get((line.currency, line.year))
        if line.currency == conversion.currency:
            rate = Decimal(1)
        worth = (
            None if rate is None or worth is None else worth + amount * Fraction(rate)
        )
    shown = None if worth is None else half_up(worth, conversion.decimals)
    return sums, shown


def actual(figure: Figure) -> tuple[object, object]:
    sums = {money.currency: Fraction(money.amount) for money in figure.amounts}
    worth = None if figure.converted is None else Fraction(figure.converted)
    return sums, worth


@given(chosen=lines, known=known_rates, decimals=st.sampled_from([0, 2, 3]))
def test_every_sum_is_exact_and_rounded_once(
    chosen: list[Line], known: dict[tuple[str, int], Decimal], decimals: int
) -> None:
    conversion = Conversion("EUR", decimals, known)

    found = totals(chosen, conversion)

    if chosen:
        assert actual(found.total) == expected(chosen, conversion)
    for year, figure in found.by_year.items():
        part = [line for line in chosen if line.year == year]
        assert actual(figure) == expected(part, conversion)
    for funder_id, figure in found.by_funder.items():
        part = [line for line in chosen if line.funder_id == funder_id]
        assert actual(figure) == expected(part, conversion)
    for (year, funder_id), figure in found.cells.items():
        part = [x for x in chosen if (x.year, x.funder_id) == (year, funder_id)]
        assert actual(figure) == expected(part, conversion)
    assert set(found.cells) == {(line.year, line.funder_id) for line in chosen}


@given(chosen=lines)
def test_sums_do_not_depend_on_the_order_of_the_lines(chosen: list[Line]) -> None:
    assert totals(chosen, None) == totals(chosen, None)
    one, other = totals(chosen, None), totals(chosen[::-1], None)
    assert one.total == other.total
    assert one.cells == other.cells


@given(st.lists(amounts))
def test_sum_of_amounts_is_exact(values: list[Decimal]) -> None:
    assert Fraction(exact_sum(values)) == sum(map(Fraction, values), Fraction(0))


@given(amounts)
def test_amount_is_read_back_from_how_it_is_written(amount: Decimal) -> None:
    assert read_amount(f"{amount:f}") == amount
    assert decimals_of(amount) <= 2


@pytest.mark.parametrize(
    ("exact", "decimals", "shown"),
    [
        ("0.005", 2, "0.01"), ("0.0049999", 2, "0.00"), ("1.5", 0, "2"),
        ("2.5", 0, "3"), ("6029624.28", 2, "6029624.28"), ("1E+3", 2, "1000.00"),
    ],
)  # fmt: skip
def test_half_is_rounded_up(exact: str, decimals: int, shown: str) -> None:
    assert f"{rounded(Decimal(exact), decimals):f}" == shown


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("nb", ["Danmark", "Zambia", "Østerrike", "Åland"]),
        ("en", ["Åland", "Austria", "Côte d’Ivoire", "Zambia"]),
        ("bs", ["Cipar", "Češka", "Danska", "Norveška", "Njemačka", "Zambija"]),
        ("bs", ["Litvanija", "Ljubljana", "Makedonija", "Srbija", "Šri Lanka"]),
        ("pl", ["Kraj", "Lotwa", "Łotwa", "Malawi", "Sri Lanka", "Świat"]),
    ],
)  # fmt: skip
def test_names_are_sorted_by_the_alphabet_of_the_reader(
    language: str, names: list[str]
) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=lambda n: collation_key(n, language)) == names


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("nb-NO,nb;q=0.9,en;q=0.8", "nb"), ("nn", "nb"), ("hr-HR", "bs"),
        ("de, pl;q=0.5, en;q=0.4", "pl"), ("en;q=0, bs;q=0.1", "bs"), ("", "en"),
        ("de", "en"), ("pl;q=x, nb;q=.5", "nb"), (";;,,", "en"), ("EN-gb", "en"),
    ],
)  # fmt: skip
def test_language_is_the_best_of_those_that_the_browser_reads(
    header: str, language: str
) -> None:
    assert preferred_language(header) == language
