"""What has happened, in the reader's language; the pages' own is `sentence.ts`."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from bromost_common.languages import LANGUAGES, in_language

from .texts import sentences

BABEL: Final = {"en": "en_GB", "nb": "nb", "bs": "bs_Latn", "pl": "pl"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_PLACE = re.compile(r"{{(\w+)}}")
_MOST = 200


def sentence(language: str, topic: str, params: Mapping[str, Any]) -> str:
    """One line; a topic that is newer than the texts is told of in general."""
    texts: Any = sentences(language)["topic"]
    unknown = str(texts["unknown"])
    *path, last = re.sub(r"\.v\d+$", "", topic).split(".")
    for part in path:
        texts = texts.get(part, {})
    template = texts.get(f"{last}_{params.get('change')}", texts.get(last))
    if not isinstance(template, str):
        return unknown
    return filled(language, template, params)


def filled(language: str, template: str, params: Mapping[str, Any]) -> str:
    """The template with its `{{parameters}}`, in one line."""
    said = _PLACE.sub(lambda m: written(language, m.group(1), params), template)
    # What people wrote may hold line breaks, and this becomes a header.
    return " ".join(said.split())


def task(language: str, kind: str, count: int, params: Mapping[str, Any]) -> str:
    """What is to be done; the pages' own is `words.ts`."""
    texts = sentences(language)["todo"]
    form = Locale.parse(BABEL[language]).plural_form(count)
    template = texts.get(kind) or texts.get(f"{kind}_{form}")
    template = template or texts.get(f"{kind}_other") or texts["unknown"]
    known = {"count": _number(language, str(count)), **params}
    return filled(language, template, known)


def written(language: str, name: str, params: Mapping[str, Any]) -> str:
    """One parameter as it is read."""
    value = params.get(name)
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        return _cut(_picked(language, value, params))
    shown = str(value)
    if _DAY.fullmatch(shown):
        return _day(language, shown)
    if _DECIMAL.fullmatch(shown) and (name == "value" or name.endswith("_amount")):
        return _figure(language, name, shown, params)
    kind = "status" if name.endswith("status") else name
    words = sentences(language).get(kind, {}) if kind in {"role", "status"} else {}
    return _cut(str(words.get(shown, shown)))


def letter(language: str, params: Mapping[str, Any]) -> str:
    """What somebody wrote to its readers, whole; nothing where nobody did."""
    value = params.get("text")
    return _picked(language, value, params) if isinstance(value, Mapping) else ""


def _figure(language: str, name: str, shown: str, params: Mapping[str, Any]) -> str:
    if name == "value":
        return _with_unit(language, shown, params)
    return _money(language, shown, str(params.get("currency") or ""))


def _picked(language: str, value: Mapping[str, Any], params: Mapping[str, Any]) -> str:
    texts = {one: str(value[one]) for one in LANGUAGES if value.get(one)}
    original = params.get("original_language") or params.get("project_language")
    return in_language(texts, language, str(original))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"


def _day(language: str, value: str) -> str:
    try:
        return format_date(date.fromisoformat(value), "d MMM y", BABEL[language])
    except ValueError:
        return value


def _number(language: str, value: str) -> str:
    return format_decimal(Decimal(value), locale=BABEL[language])


def _money(language: str, value: str, currency: str) -> str:
    try:
        return format_currency(Decimal(value), currency, locale=BABEL[language])
    except (InvalidOperation, ValueError, LookupError):
        return f"{_number(language, value)} {currency}".strip()


def _with_unit(language: str, value: str, params: Mapping[str, Any]) -> str:
    unit = str(params.get("unit") or "")
    if unit == "percent":
        return f"{_number(language, value)}\u00a0%"
    if unit.startswith("currency:"):
        return _money(language, value, unit.removeprefix("currency:"))
    name = params.get("unit_name")
    word = _picked(language, name, params) if isinstance(name, Mapping) else ""
    return (
        f"{_number(language, value)}\u00a0{word}" if word else _number(language, value)
    )
