"""Second pass, names: which organisation each partner or funder text means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias
from uuid import UUID

from bromost_api.imports.partners import Name
from bromost_common.db import new_id

from .facts import Candidate, How, KnownOrganisation, Registry
from .options import Decision, NameKey, Options

State: TypeAlias = Literal[
    "matched", "new", "component", "ignored", "to_confirm", "ambiguous", "unknown"
]
REFUSED: frozenset[State] = frozenset({"to_confirm", "ambiguous", "unknown"})
MAX_CANDIDATES = 5
# What became of states that sheets still name.
_SUCCESSORS = {
    "CS": ("RS", "ME", "XK"),
    "YU": ("RS", "ME", "XK", "HR", "BA", "SI", "MK", "CS"),
    "SU": ("RU", "UA", "BY", "EE", "LV", "LT", "MD", "GE", "AM", "AZ", "KZ", "UZ"),
    "RS": ("XK", "CS"),
    "ME": ("CS",),
    "XK": ("RS", "CS"),
}


@dataclass(slots=True)
class NewOrganisation:
    """An organisation that the import creates."""

    id: UUID
    name: str
    kind: str
    country_code: str | None
    aliases: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Resolution:
    """What a text means, how that was found, and where it stands first."""

    position: int
    text: str
    country_code: str | None
    used_as: str
    state: State
    how: How | None = None
    organisation: KnownOrganisation | None = None
    new: NewOrganisation | None = None
    score: float | None = None
    matched: str | None = None
    candidates: Sequence[Candidate] = ()
    first_row: int = 0
    rows: int = 0

    @property
    def organisation_id(self) -> UUID | None:
        if self.organisation is not None:
            return self.organisation.id
        return self.new.id if self.new is not None else None

    @property
    def name(self) -> str:
        if self.organisation is not None:
            return self.organisation.name
        return self.new.name if self.new is not None else self.text


def expected_in(*countries: str | None) -> frozenset[str]:
    given = [country for country in countries if country]
    return frozenset(given).union(*(_SUCCESSORS.get(c, ()) for c in given))


class Resolver:
    """Answers for each name once; the same text may mean another in another country."""

    def __init__(self, registry: Registry, options: Options) -> None:
        self._registry = registry
        self._options = options
        self._new: dict[tuple[str, str | None], NewOrganisation] = {}
        self.resolved: dict[NameKey, Resolution] = {}

    def decision(self, text: str, country: str | None) -> Decision | None:
        decisions = self._options.decisions
        return decisions.get((text, country)) or decisions.get((text, None))

    def is_exact(self, text: str) -> bool:
        return bool(self._registry.exact.get(self._registry.fold(text)))

    def resolve(
        self,
        name: Name,
        country: str | None,
        expected: frozenset[str],
        *,
        used_as: str,
    ) -> Resolution:
        key = (name.text, country)
        found = self.resolved.get(key)
        if found is None:
            found = self._resolve(name, country, expected, used_as)
            self.resolved[key] = found
        return found

    def _resolve(
        self,
        name: Name,
        country: str | None,
        expected: frozenset[str],
        used_as: str,
    ) -> Resolution:
        answer = Resolution(len(self.resolved), name.text, country, used_as, "unknown")
        decided = self.decision(name.text, country)
        if decided is not None and self._apply(answer, decided, name):
            return answer
        exact = self._exact(name)
        preferred = [c for c in exact if c.organisation.country_code in expected]
        picked = preferred or exact
        if len(picked) == 1:
            return self._matched(answer, picked[0])
        if picked:
            answer.state, answer.candidates = "ambiguous", picked[:MAX_CANDIDATES]
            return answer
        similar = self._similar(name, expected)
        if similar:
            answer.state, answer.candidates = "to_confirm", similar
            answer.score = similar[0].score
            return answer
        kind = self._options.create_unknown_as
        if kind is not None:
            self._create(answer, name, kind, country)
        return answer

    def _apply(self, answer: Resolution, decided: Decision, name: Name) -> bool:
        match decided.action:
            case "component":
                answer.state = "component"
            case "ignore":
                answer.state = "ignored"
            case "create":
                kind = decided.kind or "other"
                self._create(
                    answer, name, kind, decided.country_code or answer.country_code
                )
            case "match":
                chosen = decided.organisation_id
                known = chosen and self._registry.chosen.get(chosen)
                if not known:
                    return False
                answer.state, answer.how, answer.organisation = (
                    "matched", "decision", known,
                )  # fmt: skip
        return True

    def _create(
        self, answer: Resolution, name: Name, kind: str, country: str | None
    ) -> None:
        """The same new organisation for every spelling that folds to the same name."""
        main, *others = name.spellings
        key = (self._registry.fold(main), country)
        new = self._new.get(key)
        if new is None:
            new = NewOrganisation(new_id(), main, kind, country)
            self._new[key] = new
        for other in (main, *others):
            if other not in (new.name, *new.aliases):
                new.aliases.append(other)
        answer.state, answer.new = "new", new

    def _exact(self, name: Name) -> list[Candidate]:
        found: dict[UUID, Candidate] = {}
        for spelling in (name.text, *name.spellings):
            identified = self._registry.identified.get(spelling)
            if identified is not None:
                return [identified]
            for candidate in self._registry.exact.get(
                self._registry.fold(spelling), ()
            ):
                best = found.get(candidate.organisation.id)
                if best is None or (best.how, candidate.how) == ("alias", "name"):
                    found[candidate.organisation.id] = candidate
        return list(found.values())

    def _similar(self, name: Name, expected: frozenset[str]) -> list[Candidate]:
        found: dict[UUID, Candidate] = {}
        for spelling in name.spellings:
            for candidate in self._registry.similar.get(spelling, ()):
                best = found.get(candidate.organisation.id)
                if best is None or best.score < candidate.score:
                    found[candidate.organisation.id] = candidate
        return sorted(
            found.values(),
            key=lambda c: (c.organisation.country_code not in expected, -c.score),
        )[:MAX_CANDIDATES]

    @staticmethod
    def _matched(answer: Resolution, by: Candidate) -> Resolution:
        answer.state, answer.how, answer.organisation = (
            "matched", by.how, by.organisation,
        )  # fmt: skip
        answer.score, answer.matched = by.score, by.matched
        return answer


def candidates_json(candidates: Iterable[Candidate]) -> list[dict[str, Any]]:
    return [
        {
            "organisation": {
                "id": str(c.organisation.id),
                "name": c.organisation.name,
                "country_code": c.organisation.country_code,
            },
            "how": c.how,
            "matched": c.matched,
            "score": round(c.score, 3),
        }
        for c in candidates
    ]
