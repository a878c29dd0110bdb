"""A list's table: its columns, and the words in which people read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bromost_common.languages import Language

from .columns import Column, Item

# By the contract's name of a column, or of it and a choice: `status.active`.
Words: TypeAlias = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Table:
    """`name` is that of the file, of plain letters."""

    name: str
    columns: Sequence[Column]
    words: Words
    language: Language

    def head(self) -> list[str]:
        return [self.word(column.name) for column in self.columns]

    def word(self, name: str) -> str:
        return self.words[name][self.language]

    def row(self, item: Item) -> list[Any]:
        """For people: choices and truths in words, lists as one text."""
        return [self._cell(column, item) for column in self.columns]

    def _cell(self, column: Column, item: Item) -> Any:
        value = column.value(item, self.language)
        if value is None:
            return None
        if column.kind == "texts":
            return "; ".join(value)
        if column.kind == "truth":
            return self.word("yes" if value else "no")
        return self.word(f"{column.name}.{value}") if column.is_choice else value
