"""What the registry holds, as far as a file's rows touch it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

How: TypeAlias = Literal["identifier", "name", "alias", "similarity", "decision"]
# (year, funder, currency): what makes a project's budget line one of its kind.
LineKey: TypeAlias = tuple[int, UUID, str]


class KnownOrganisation(NamedTuple):
    """An organisation as far as matching needs it."""

    id: UUID
    name: str
    country_code: str | None


class Candidate(NamedTuple):
    """An organisation that a name may mean, and why."""

    organisation: KnownOrganisation
    how: How
    matched: str
    score: float


class KnownLine(NamedTuple):
    """A budget line that is there."""

    id: UUID
    amount: Decimal
    version: int


@dataclass(slots=True)
class KnownProject:
    """A project that is there, with everything that a row may add to."""

    id: UUID
    code: str
    version: int
    archived: bool
    titles: frozenset[str]
    countries: set[str] = field(default_factory=set)
    roles: set[tuple[UUID, str]] = field(default_factory=set)
    components: set[str] = field(default_factory=set)
    partnerships: set[UUID] = field(default_factory=set)
    lines: dict[LineKey, KnownLine] = field(default_factory=dict)
    next_position: int = 0


@dataclass(slots=True)
class Registry:
    """Everything that the rows of one file are compared with."""

    folds: Mapping[str, str]
    countries: Mapping[str, str]
    currencies: frozenset[str]
    exact: Mapping[str, Sequence[Candidate]]
    identified: Mapping[str, Candidate]
    similar: Mapping[str, Sequence[Candidate]]
    chosen: Mapping[UUID, KnownOrganisation]
    projects: Mapping[str, KnownProject]
    # Partnerships by who is in them today.
    partnerships: Mapping[frozenset[UUID], UUID]

    def fold(self, text: str) -> str:
        return self.folds.get(text, text.casefold())
