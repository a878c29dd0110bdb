"""What the items of a list are as the columns of a table, read from the contract."""

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel

from bromost_common.languages import Language, in_language

Kind: TypeAlias = Literal[
    "text", "texts", "integer", "decimal", "day", "instant", "truth"
]
# An item as the contract writes it, in JSON's own kinds of values.
Item: TypeAlias = Mapping[str, Any]

# What only the system needs: a guard against lost changes, how a text is chosen.
_LEFT_OUT = {"version", "original_language"}
_KINDS: dict[type, Kind] = {
    bool: "truth",
    int: "integer",
    Decimal: "decimal",
    datetime: "instant",
    date: "day",
}


class Column(NamedTuple):
    """A column of a table.

    `value` gives a cell of an item in a language: None, or text (days and instants in
    ISO 8601, decimals with a point), a truth, a whole number, or a list of texts.
    """

    name: str
    kind: Kind
    # Texts of a fixed set, such as a status.
    is_choice: bool
    value: Callable[[Item, Language], Any]


def columns_of(model: type[BaseModel]) -> list[Column]:
    """In the contract's order, ids at the end; a reference is told by its parts."""
    return sorted(_columns(model), key=lambda column: column.name.endswith("id"))


def _columns(
    model: type[BaseModel], path: tuple[str, ...] = (), within: str = ""
) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        if name in _LEFT_OUT:
            continue
        kind = _without_none(field.annotation)
        here = (*path, name)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _columns(kind, here, f"{within}{name}_")
            continue
        of_list = get_origin(kind) is list
        yield Column(
            within + name,
            "texts" if of_list else _KINDS.get(kind, "text"),
            (isinstance(kind, type) and issubclass(kind, Enum))
            or get_origin(kind) is Literal,
            _reader(path, name),
        )


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [one for one in get_args(annotation) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 else str
    return annotation


def _reader(path: Sequence[str], name: str) -> Callable[[Item, Language], Any]:
    def value(item: Item, language: Language) -> Any:
        holder: Item | None = item
        for step in path:
            holder = holder and holder[step]
        return None if holder is None else _told(holder[name], language, holder)

    return value


def _told(value: Any, language: Language, holder: Item) -> Any:
    if isinstance(value, list):
        return [_text(one, language) for one in value]
    if isinstance(value, dict):
        return in_language(value, language, holder.get("original_language", "en"))
    return value


def _text(element: Any, language: Language) -> str:
    """One element of a list as a reader would name it."""
    if isinstance(element, list):
        return ", ".join(_text(one, language) for one in element)
    if not isinstance(element, dict):
        return str(element)
    if "amount" in element:
        return f"{element['amount']} {element['currency']}"
    name = element.get("name", element.get("title"))
    return str(_told(name, language, element))
