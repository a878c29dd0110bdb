"""What a sheet says of one thing, and what is known of it."""

from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Any, Literal, TypeAlias
from uuid import UUID

from bromost_common.sheets.cells import Cell

from .columns import Part

Outcome: TypeAlias = Literal[
    "new", "changed", "unchanged", "stale", "refused", "waiting"
]
# By column; what is not said is not there. Other things are named by their ids.
Said: TypeAlias = dict[str, str]


def digest_of(said: Said) -> str:
    """Tells whether somebody changed it since, whatever it was."""
    text = "\x1f".join(f"{name}\x1e{said[name]}" for name in sorted(said))
    return blake2s(text.encode(), digest_size=6).hexdigest()


@dataclass(slots=True)
class Known:
    """A thing of the framework as a sheet would say it."""

    part: Part
    id: UUID
    version: int
    code: str
    said: Said
    # The whole texts, of which a sheet may have fewer languages.
    thing: Any = None

    @property
    def key(self) -> str:
        return f"{self.id} {digest_of(self.said)}"


@dataclass(slots=True)
class Problem:
    """What is wrong with a row, and in which column."""

    column: str
    code: str
    message: str


@dataclass(slots=True)
class Row:
    """A row of the file, and what becomes of it."""

    part: Part
    sheet: str
    number: int
    key: str
    cells: dict[str, Cell]
    # Where its columns are, counted from 0.
    places: dict[str, int]
    said: Said = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    known: Known | None = None
    id: UUID | None = None
    outcome: Outcome = "unchanged"
    changes: list[str] = field(default_factory=list)
    # The row that it stands below.
    above: "Row | None" = None

    @property
    def code(self) -> str:
        return self.said.get("code", "")

    @property
    def key_id(self) -> UUID | None:
        try:
            return UUID(self.key.partition(" ")[0])
        except ValueError:
            return None

    @property
    def key_digest(self) -> str:
        return self.key.partition(" ")[2]

    def blame(self, column: str, code: str, message: str = "") -> None:
        self.outcome = "refused"
        self.problems.append(Problem(column, code, message or code))
