"""Which part of a list an address asks for; what makes no sense is left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode
from uuid import UUID

_NUMBER = re.compile(r"[0-9]{1,4}")
_LONGEST = 100
_MOST_PAGES = 500


@dataclass(frozen=True)
class Wanted:
    """A page of a list."""

    q: str = ""
    country: str = ""
    theme: str = ""
    # Of good practice.
    kind: str = ""
    programme: UUID | None = None
    page: int = 1
    size: int = 20

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """From an address that anybody may have typed."""
        page = given.get("page", "")
        number = int(page) if _NUMBER.fullmatch(page) else 1
        return cls(
            q=_word(given.get("q", "")),
            country=_word(given.get("country", "")).upper(),
            theme=_word(given.get("theme", "")),
            kind=_word(given.get("kind", "")),
            programme=id_named(given.get("programme", "")),
            page=min(max(number, 1), _MOST_PAGES),
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.country or self.theme or self.kind or self.programme)

    def query(self, page: int) -> str:
        """Another page of the same list; the first goes without saying."""
        given = {
            "q": self.q,
            "country": self.country,
            "theme": self.theme,
            "kind": self.kind,
            "programme": str(self.programme or ""),
            "page": str(page) if page > 1 else "",
        }
        said = urlencode({name: value for name, value in given.items() if value})
        return f"?{said}" if said else ""


def id_named(given: str) -> UUID | None:
    """Only as we write them: an address has one form."""
    try:
        found = UUID(given)
    except ValueError:
        return None
    return found if str(found) == given else None


def _word(given: str) -> str:
    return " ".join(given.replace("\x00", "").split())[:_LONGEST]
