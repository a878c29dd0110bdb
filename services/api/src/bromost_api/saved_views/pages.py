"""The pages of which views are kept, and what the address of each may hold.

Where in a list one was, and which figure one had open, is no way of looking at it.
"""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from bromost_common.errors import invalid

_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_WORD = "-?[a-z][a-z0-9_]{0,39}"
_WORDS = rf"{_WORD}(\.{_WORD}){{0,19}}"
_TEXT = r"[^\x00-\x1f\x7f]{1,200}"
_COUNTRY = "[A-Z]{2}"
_YEAR = "[0-9]{4}"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_FLAG = "true|false"
_PERFORMANCE = {"kind": _WORD, "status": _WORD, "hide": _WORDS, "axis": _ID}

PAGES: Final[Mapping[str, Mapping[str, str]]] = {
    "/results": {
        **_PERFORMANCE,
        "programme": _ID,
        "country": _COUNTRY,
        "theme": _ID,
        "by": _WORD,
        "view": _WORD,
        "projects": rf"{_ID}(\.{_ID}){{0,3}}",
        "definition": _ID,
    },
    f"/(projects|programmes)/{_ID}/results": {
        **_PERFORMANCE,
        "view": _WORD,
        "check": _WORD,
        "archived": _FLAG,
    },
    f"/programmes/{_ID}/reporting": {
        "year": _YEAR,
        "status": _WORD,
        "kind": _WORD,
        "organisation": _ID,
    },
    "/reporting": {
        "year": _YEAR,
        "kind": _WORD,
        "by": _WORD,
        "programme": _ID,
    },
    "/projects": {
        "q": _TEXT,
        "sort": _WORD,
        "programme": _ID,
        "network": _ID,
        "country": _COUNTRY,
        "theme": _ID,
        "status": _WORD,
        "funder": _ID,
        "year": _YEAR,
        "organisation": _ID,
        "archived": _FLAG,
    },
    "/organisations": {
        "q": _TEXT,
        "sort": _WORD,
        "kind": _WORD,
        "country": _COUNTRY,
        "archived": _FLAG,
    },
    "/partnerships": {
        "q": _TEXT,
        "sort": _WORD,
        "status": _WORD,
        "link_type": _WORD,
        "country": _COUNTRY,
        "as_of": _DAY,
        "supported_by": _ID,
        "not_supported_by": _ID,
        "funding_round": _ID,
        "reached": _ID,
    },
    f"/programmes/{_ID}/funding/{_ID}": {
        "q": _TEXT,
        "sort": _WORD,
        "outcome": _WORD,
        "supported": _FLAG,
    },
}


def check_address(path: str, search: str) -> None:
    """Refuse what no page of ours is found at, or what the page does not know."""
    known = next((keys for page, keys in PAGES.items() if _is(page, path)), None)
    if known is None:
        raise invalid(
            "body",
            "path",
            code="unknown_page",
            message="No views are kept of this page.",
        )
    try:
        given = parse_qsl(
            search, keep_blank_values=True, strict_parsing=bool(search), errors="strict"
        )
    except ValueError:
        given = [("", "")]
    names = [name for name, _ in given]
    if len(set(names)) < len(names) or not all(
        name in known and _is(known[name], value) for name, value in given
    ):
        raise invalid(
            "body",
            "search",
            code="unknown_filter",
            message="The page does not know what is filtered by here.",
        )


def _is(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text) is not None
