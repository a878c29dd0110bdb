"""From what a user sent to what the analysis takes, checked against the file."""

from collections import Counter
from typing import Any

from bromost_common.errors import FieldError, InvalidError

from .analysis.options import Decision, Options
from .columns import REQUIRED, Field
from .schemas import ImportSettings


def check_columns(wanted: ImportSettings, headers: list[str]) -> None:
    """Every needed field has a column of its own; raises `InvalidError`."""
    errors = [
        _error(field, "column_not_mapped", f"Say which column holds the {field}.")
        for field in REQUIRED
        if field not in wanted.columns
    ]
    errors += [
        _error(field, "unknown_column", "The file has no such column.")
        for field, index in wanted.columns.items()
        if index >= len(headers)
    ]
    used = Counter(wanted.columns.values())
    errors += [
        _error(field, "column_used_twice", "Another field has this column already.")
        for field, index in wanted.columns.items()
        if used[index] > 1
    ]
    if Field.CURRENCY not in wanted.columns and wanted.currency is None:
        message = "Choose a currency, or the column that holds it."
        errors.append(FieldError(("body", "currency"), "currency_missing", message))
    if errors:
        raise InvalidError("The columns do not suit the file.", fields=errors)


def check_codes(
    wanted: ImportSettings, countries: frozenset[str], currencies: frozenset[str]
) -> None:
    """Only countries and currencies that there are; raises `InvalidError`."""
    asked: list[tuple[tuple[str | int, ...], str | None]] = [
        (("body", "home_country"), wanted.home_country)
    ]
    for at, one in enumerate(wanted.name_decisions):
        asked += [
            (("body", "name_decisions", at, "country_code"), one.country_code),
            (("body", "name_decisions", at, "new_country_code"), one.new_country_code),
        ]
    asked += [
        (("body", "country_decisions", at, "country_code"), one.country_code)
        for at, one in enumerate(wanted.country_decisions)
    ]
    errors = [
        FieldError(loc, "unknown_country", "There is no such country code.")
        for loc, code in asked
        if code is not None and code not in countries
    ]
    if wanted.currency is not None and wanted.currency not in currencies:
        message = "There is no such currency."
        errors.append(FieldError(("body", "currency"), "unknown_currency", message))
    if errors:
        raise InvalidError("Some codes are unknown.", fields=errors)


def options_of(stored: dict[str, Any]) -> Options:
    settings = ImportSettings.model_validate(stored)
    return Options(
        columns=settings.columns,
        programme_id=settings.programme_id,
        home_country=settings.home_country,
        currency=settings.currency,
        decimal_mark=settings.decimal_mark,
        language=settings.title_language,
        project_status=settings.project_status,
        decisions={
            (one.text, one.country_code): Decision(
                one.action, one.organisation_id, one.kind, one.new_country_code
            )
            for one in settings.name_decisions
        },
        countries={one.text: one.country_code for one in settings.country_decisions},
        create_unknown_as=settings.create_unknown_as,
    )


def _error(field: Field, code: str, message: str) -> FieldError:
    return FieldError(("body", "columns", field.value), code, message)
