"""The person that a request is about, and by what their traces are found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, TextClause, Uuid, bindparam, text

_SHORTEST_NAME = 6
_SHORTEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Person:
    """`names`, `emails` and `phones` are all that the registry knows them by."""

    id: UUID
    pseudonym: str
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def needles(self) -> list[str]:
        """What is looked for in free text: only what can hardly mean anybody else."""
        names = [
            name
            for name in self.names
            if " " in name.strip() and len(name) >= _SHORTEST_NAME
        ]
        phones = [
            phone
            for phone in self.phones
            if sum(c.isdigit() for c in phone) >= _SHORTEST_NUMBER
        ]
        found = {*names, *self.emails, *phones}
        # In JSON, quotes and backslashes look different.
        escaped = {n.replace("\\", "\\\\").replace('"', '\\"') for n in found}
        return sorted(found | escaped)

    def values(self) -> dict[str, Any]:
        return {
            "person": self.id,
            "emails": [email.lower() for email in self.emails],
            "needles": self.needles,
            "pseudonym": self.pseudonym,
            "handle": handle_of(self.pseudonym),
        }

    @classmethod
    def of(
        cls, person_id: UUID, pseudonym: str, terms: Mapping[str, Sequence[str]] | None
    ) -> "Person":
        known = terms or {}
        return cls(
            person_id,
            pseudonym,
            names=tuple(known.get("names", ())),
            emails=tuple(known.get("emails", ())),
            phones=tuple(known.get("phones", ())),
        )


def handle_of(pseudonym: str) -> str:
    """The pseudonym's last word, for where no blanks may be."""
    return pseudonym.rpartition(" ")[2]


def about(sql: str) -> TextClause:
    """A statement about a person; takes `Person.values()`."""
    types: dict[str, Any] = {
        "person": Uuid(),
        "emails": ARRAY(Text()),
        "needles": ARRAY(Text()),
        "pseudonym": Text(),
        "handle": Text(),
    }
    used = [bindparam(name, type_=kind) for name, kind in types.items()]
    return text(sql).bindparams(*(one for one in used if f":{one.key}" in sql))
