"""Who is calling, and what they may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID


class Role(StrEnum):
    """What somebody is to the installation."""

    ADMINISTRATOR = "administrator"
    PROGRAMME_OFFICER = "programme_officer"
    READER = "reader"


# Each service states what the roles may do with its own things, in its `access.py`.
AccessMap: TypeAlias = Mapping[Role, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Actor:
    """The authenticated caller."""

    account_id: UUID
    session_id: UUID
    display_name: str
    locale: str
    roles: frozenset[Role]
    permissions: frozenset[str]

    def may(self, permission: str) -> bool:
        return permission in self.permissions


def permissions_of(roles: Iterable[Role], access: AccessMap) -> frozenset[str]:
    return frozenset().union(*(access[role] for role in roles))


def three_roles(*subjects: str, officer_only: Iterable[str] = ()) -> AccessMap:
    """Readers read, officers also write; administrators may do what officers may."""
    read = frozenset(f"{subject}.read" for subject in subjects)
    write = frozenset(f"{subject}.write" for subject in subjects)
    officer = read | write | frozenset(officer_only)
    return {
        Role.READER: read,
        Role.PROGRAMME_OFFICER: officer,
        Role.ADMINISTRATOR: officer,
    }
