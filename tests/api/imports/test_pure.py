"""Figures and encodings, held against whatever can be written."""

import contextlib
import string
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_api.imports.columns import currency_in, folded, signature, suggest
from bromost_api.imports.partners import parts_of
from bromost_api.imports.values import (
    Refusal,
    amount_of,
    currency_of,
    decimal_mark_of,
    year_of,
)
from bromost_common.sheets.encodings import decode
from bromost_common.sheets.errors import UnreadableFileError
from bromost_common.sheets.files import read_table

amounts = st.decimals(
    min_value=0, max_value=Decimal("9999999999999.99"), places=2, allow_nan=False
)
NORWEGIAN = "abcdefghijklmnopqrstuvwxyzæøåÆØÅ -"
BOSNIAN = "abcdefghijklmnoprstuvzčćžšđČŽŠĐ -"


def grouped(amount: Decimal, group: str, mark: str) -> str:
    return f"{amount:,.2f}".replace(",", "_").replace(".", mark).replace("_", group)


@given(amounts, st.sampled_from([" ", "\u00a0", "\u202f", "'", ""]))
def test_an_amount_reads_the_same_however_it_is_grouped(
    amount: Decimal, space: str
) -> None:
    assert amount_of(grouped(amount, space, ","), ",") == amount
    assert amount_of(grouped(amount, space, "."), ".") == amount
    assert amount_of(grouped(amount, ".", ","), ",") == amount
    assert amount_of(grouped(amount, ",", "."), ".") == amount


@given(amounts)
def test_two_decimals_need_nobody_to_say_which_the_mark_is(amount: Decimal) -> None:
    assert amount_of(grouped(amount, " ", ","), None) == amount
    assert amount_of(f"{amount}", None) == amount
    assert amount_of({"n": f"{amount}"}, None) == amount


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers_of_figures(text: str) -> None:
    read = amount_of(text, None)
    assert isinstance(read, Refusal) or read >= 0
    year = year_of(text)
    assert isinstance(year, Refusal) or 1990 <= year <= 2100


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_missing"),
        ("-5", "negative_amount"),
        ("(5)", "negative_amount"),
        ("\u22125", "negative_amount"),
        ("abc", "not_a_number"),
        ("12,34,56", "not_a_number"),
        ("1.234", "ambiguous_number"),
        ("1,005.123", "too_many_decimals"),
        ("9" * 17, "amount_too_large"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, code: str) -> None:
    refused = amount_of(text, None)
    assert isinstance(refused, Refusal)
    assert refused.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "year_missing"),
        ("20006", "year_out_of_range"),
        ("1989", "year_out_of_range"),
        ("9" * 40, "year_out_of_range"),
        ("2005/06", "not_a_year"),
        ("\u0662\u0660\u0660\u0665", "not_a_year"),
    ],
)
def test_what_is_no_year_is_refused(text: str, code: str) -> None:
    refused = year_of(text)
    assert isinstance(refused, Refusal)
    assert refused.code == code


def test_a_column_proves_its_decimal_mark() -> None:
    assert decimal_mark_of(["1.234", "7,5"]) == ","
    assert decimal_mark_of(["1,234", "7.25"]) == "."
    assert decimal_mark_of(["1.234", "1.000"]) is None
    assert decimal_mark_of(["7,5", "7.5"]) is None


def test_currencies_are_codes_or_common_signs() -> None:
    known = frozenset({"NOK", "EUR"})
    assert currency_of("nok", known) == "NOK"
    assert currency_of("€", known) == "EUR"
    refused = currency_of("doubloons", known)
    assert isinstance(refused, Refusal)
    assert refused.code == "unknown_currency"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_and_utf16_with_a_mark_are_read_as_written(text: str) -> None:
    assert decode(text.encode("utf-8-sig"))[0] == text.removeprefix("\ufeff")
    assert decode(b"\xff\xfe" + text.encode("utf-16-le"))[0] == text.removeprefix(
        "\ufeff"
    )


@settings(max_examples=200)
@given(st.text(alphabet=NORWEGIAN, min_size=5), st.sampled_from(["ø", "å", "Å"]))
def test_norwegian_in_windows_1252_is_read_as_written(text: str, sure: str) -> None:
    written = f"{text} {sure}s {sure}l t{sure}m"
    # One byte is æ and ć; where æ follows a vowel the rest of the file decides.
    data = written.replace("æ", "e").encode("windows-1252")
    assert decode(data) == (written.replace("æ", "e"), "windows-1252")


@settings(max_examples=200)
@given(st.text(alphabet=BOSNIAN, min_size=5))
def test_bosnian_in_windows_1250_is_read_as_written(text: str) -> None:
    written = f"{text} Čapljina Goražde Đakovo"
    # Written ć where it stands in words: after a vowel.
    data = written.replace("ć", "č").encode("windows-1250")
    assert decode(data) == (written.replace("ć", "č"), "windows-1250")


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with contextlib.suppress(UnreadableFileError):
        assert read_table(data).rows


@given(
    st.lists(
        st.text(alphabet=string.ascii_letters + " øćł", min_size=1).filter(
            lambda text: text.strip() == text and "  " not in text
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_cell_of_organisations_falls_into_its_names(names: list[str]) -> None:
    parts = parts_of(" | ".join(names))
    assert [part.text for part in parts] == names


def test_twinnings_and_spellings_are_told_from_names() -> None:
    twinning, name, spellings, joined = parts_of(
        "Gran - Mukono - Lugazi | A / B | Glogoc/ Glogovac | Vest-Agder"
    )
    assert [side.text for side in twinning.sides] == ["Gran", "Mukono", "Lugazi"]
    assert name.sides[0].spellings == ("A / B",)
    assert spellings.sides[0].spellings == ("Glogoc", "Glogovac")
    assert not joined.is_twinning
    assert parts_of(" | ") == ()


def test_a_column_is_suggested_once() -> None:
    found = suggest(["Project", "Project", "Amount"], frozenset())
    assert len(set(found.values())) == len(found)


def test_headers_are_compared_without_their_dress() -> None:
    assert folded("  Beløp (NOK) ") == "belop nok"
    assert signature(["Beløp"]) == signature(["belop"])
    assert currency_in("amount_nok", frozenset({"NOK"})) == "NOK"
    assert currency_in("The amount", frozenset({"NOK"})) is None
