"""What a framework's sheets have columns for."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from bromost_common.languages import LANGUAGES, Language

Part: TypeAlias = Literal["results", "links", "indicators", "periods", "above"]
# In this order they are read: whatever is named stands before what names it.
PARTS: tuple[Part, ...] = ("results", "links", "indicators", "periods")
Form: TypeAlias = Literal[
    "code", "ref", "text", "number", "whole", "day", "choice", "unit", "goals"
]


class Column(NamedTuple):
    """A column, by the name that the hidden row has for it."""

    name: str
    form: Form
    language: Language | None = None
    # Out of sight where nobody wrote anything in it.
    is_rare: bool = False

    @property
    def field(self) -> str:
        """What the contract calls it."""
        return self.name.partition(".")[0]


def _texts(name: str, *, is_rare: bool = True) -> tuple[Column, ...]:
    return tuple(Column(f"{name}.{one}", "text", one, is_rare) for one in LANGUAGES)


def _rare(form: Form, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, form, is_rare=True) for name in names)


_TARGETS = (
    Column("target_value", "number"),
    *_rare("number", "target_numerator", "target_denominator"),
    *_rare("number", "target_low", "target_high"),
)
COLUMNS: Mapping[Part, tuple[Column, ...]] = {
    "results": (
        Column("code", "code"),
        Column("kind", "choice"),
        *_texts("title", is_rare=False),
        *_texts("description"),
        Column("goals", "goals"),
        Column("builds", "choice"),
        Column("inside_municipal_tasks", "choice"),
        *_texts("municipal_task"),
    ),
    "links": (
        Column("from", "ref"),
        Column("to", "ref"),
        Column("strength", "choice"),
        *_texts("assumption"),
    ),
    "indicators": (
        Column("code", "code"),
        Column("result", "ref"),
        *_texts("title", is_rare=False),
        Column("definition", "text"),
        Column("kind", "choice"),
        Column("unit", "unit"),
        *_texts("unit_name"),
        Column("decimals", "whole"),
        *_rare("number", "minimum", "maximum"),
        Column("direction", "choice"),
        Column("cumulation", "choice"),
        *_rare("choice", "over_time", "over_children", "population"),
        *_rare("text", "formula"),
        Column("frequency", "choice"),
        *_rare("choice", "baseline_state"),
        Column("baseline_value", "number"),
        *_rare("number", "baseline_numerator", "baseline_denominator"),
        Column("baseline_on", "day"),
        *_texts("baseline_method"),
        *_TARGETS,
        Column("target_on", "day"),
        *_texts("source"),
        *_texts("responsible"),
    ),
    "periods": (
        Column("indicator", "ref"),
        Column("starts_on", "day"),
        Column("ends_on", "day"),
        *_TARGETS,
    ),
    # Only to look up codes in: what is above is changed where it is.
    "above": (Column("code", "code"), Column("kind", "choice"), *_texts("title")),
}
# Said by the library of what goes by it.
OF_RULE = frozenset(
    {
        *("kind", "unit", "unit_name", "decimals", "minimum", "maximum", "direction"),
        *("cumulation", "over_time", "over_children", "population", "formula"),
        *("frequency", "source", "responsible"),
    }
)
# Of what is there already, these are changed elsewhere or never.
FIXED: Mapping[Part, frozenset[str]] = {
    "results": frozenset(),
    "links": frozenset({"from", "to"}),
    "indicators": frozenset({"result", "definition"}),
    "periods": frozenset({"indicator"}),
}
# Spreadsheets name sheets and columns; a text file has them one below the other.
FORMAT = "bromost-framework/1"
HEADING = "#"
HEADER_ROWS = 2
