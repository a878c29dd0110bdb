"""Second pass, projects: what accepted rows add to each of them."""

from dataclasses import dataclass, field
from uuid import UUID

from bromost_common.db import new_id

from .cells import PartnerCell
from .draft import DraftRow
from .facts import KnownProject, LineKey, Registry
from .names import Resolution
from .plan import (
    ChangedLine,
    NewComponent,
    NewLine,
    NewPartnership,
    NewProject,
    NewRole,
    NewTie,
    Plan,
)


@dataclass(slots=True)
class Effect:
    """What one accepted row does, in words that a person checks."""

    is_new: bool
    creates: list[dict[str, str]] = field(default_factory=list)
    changes: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, kind: str, name: str) -> None:
        self.creates.append({"type": kind, "name": name})


@dataclass(slots=True)
class _State:
    """A project as it stands after the rows so far."""

    id: UUID
    title: str
    known: KnownProject | None
    countries: set[str]
    roles: set[tuple[UUID, str]]
    components: set[str]
    partnerships: set[UUID]
    lines: set[LineKey]
    next_position: int


class ProjectBuilder:
    """Turns accepted rows into a plan."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._states: dict[str, _State] = {}
        self._partnerships = dict(registry.partnerships)
        self.plan = Plan()

    def title_of(self, code: str) -> str | None:
        """The title that an earlier row gave to the project, folded."""
        state = self._states.get(code)
        return self._registry.fold(state.title) if state else None

    def has_line(self, code: str, key: LineKey) -> bool:
        state = self._states.get(code)
        return state is not None and key in state.lines

    def accept(
        self,
        row: DraftRow,
        country: str | None,
        cell: PartnerCell,
        funder: Resolution,
    ) -> Effect:
        state = self._states.get(row.code) or self._begin(row)
        effect = Effect(is_new=state.known is None)
        if state.known is None and not state.lines:
            effect.add("project", row.title)
        elif state.known is not None:
            self._compare_title(state.known, row, effect)
        before = len(effect.creates)
        if country and country not in state.countries:
            state.countries.add(country)
            self.plan.countries.append((state.id, country))
            effect.add("country", country)
        self._add_parts(state, row, cell, effect)
        self._add_role(state, funder, "funder", effect)
        self._add_line(state, row, funder, effect)
        if state.known is not None and len(effect.creates) > before:
            self.plan.touched[state.id] = state.known.version
        return effect

    def _begin(self, row: DraftRow) -> _State:
        known = self._registry.projects.get(row.code)
        if known is not None:
            state = _State(
                known.id, row.title, known, set(known.countries), set(known.roles),
                set(known.components), set(known.partnerships), set(),
                known.next_position,
            )  # fmt: skip
        else:
            state = _State(
                new_id(), row.title, None, set(), set(), set(), set(), set(), 0
            )
            self.plan.projects.append(NewProject(state.id, row.code, row.title))
        self._states[row.code] = state
        return state

    def _compare_title(
        self, known: KnownProject, row: DraftRow, effect: Effect
    ) -> None:
        if self._registry.fold(row.title) not in known.titles:
            effect.notes.append("title_differs")

    def _add_parts(
        self, state: _State, row: DraftRow, cell: PartnerCell, effect: Effect
    ) -> None:
        """Positions follow the cell, whatever kind its parts are."""
        for _, name in sorted(
            (
                *((at, ("organisation", one)) for at, one in cell.organisations),
                *((at, ("twinning", sides)) for at, sides in cell.twinnings),
                *((at, ("component", text)) for at, text in cell.components),
            ),
            key=lambda part: part[0],
        ):
            kind, value = name
            if kind == "organisation":
                assert isinstance(value, Resolution)
                self._add_role(state, value, "partner", effect)
            elif kind == "twinning":
                assert isinstance(value, list)
                self._add_partnership(state, value, row.year, effect)
            else:
                assert isinstance(value, str)
                self._add_component(state, value, effect)

    def _organisation(self, name: Resolution, effect: Effect) -> UUID:
        if name.new is not None and name.new.id not in self.plan.organisations:
            self.plan.organisations[name.new.id] = name.new
            effect.add("organisation", name.new.name)
        assert name.organisation_id is not None
        return name.organisation_id

    def _add_role(
        self, state: _State, name: Resolution, role: str, effect: Effect
    ) -> None:
        organisation = self._organisation(name, effect)
        if (organisation, role) in state.roles:
            return
        state.roles.add((organisation, role))
        self.plan.roles.append(
            NewRole(state.id, organisation, role, state.next_position)
        )
        state.next_position += 1
        effect.add(role, name.name)

    def _add_partnership(
        self, state: _State, sides: list[Resolution], year: int, effect: Effect
    ) -> None:
        members = [self._organisation(side, effect) for side in sides]
        name = " - ".join(side.name for side in sides)
        found = self._partnerships.get(frozenset(members))
        if found is None:
            found = new_id()
            self._partnerships[frozenset(members)] = found
            self.plan.partnerships[found] = NewPartnership(
                found,
                name,
                [(member, 2 if at else 1) for at, member in enumerate(members)],
                year,
            )
            effect.add("partnership", name)
        elif found in self.plan.partnerships:
            fresh = self.plan.partnerships[found]
            fresh.first_year = min(fresh.first_year, year)
        if found not in state.partnerships:
            state.partnerships.add(found)
            self.plan.ties.append(NewTie(state.id, found, state.next_position))
            state.next_position += 1
            effect.add("tie", name)

    def _add_component(self, state: _State, text: str, effect: Effect) -> None:
        key = self._registry.fold(text)
        if key in state.components:
            return
        state.components.add(key)
        self.plan.components.append(
            NewComponent(new_id(), state.id, state.next_position, text)
        )
        state.next_position += 1
        effect.add("component", text)

    def _add_line(
        self, state: _State, row: DraftRow, funder: Resolution, effect: Effect
    ) -> None:
        funder_id = funder.organisation_id
        assert funder_id is not None
        key = (row.year, funder_id, row.currency)
        state.lines.add(key)
        known = state.known.lines.get(key) if state.known else None
        if known is None:
            self.plan.lines.append(
                NewLine(
                    new_id(), state.id, row.year, funder_id, row.amount, row.currency
                )
            )
            effect.add("budget_line", f"{row.year} {funder.name}")
        elif known.amount != row.amount:
            self.plan.changed_lines.append(ChangedLine(known, row.amount))
            effect.changes.append(
                {"field": "amount", "old": str(known.amount), "new": str(row.amount)}
            )
