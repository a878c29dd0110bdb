"""The pages as templates; every text in them is escaped."""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from bromost_common.languages import LANGUAGES, Language

from .voice import voice

_FOLDER = files(__package__).joinpath("assets")


class Address(NamedTuple):
    """Where a page of the portal is: `path` is the same in every language."""

    origin: str
    locale: Language
    path: str = ""

    def to(self, path: str, *, locale: Language | None = None) -> str:
        """Another page of the site."""
        return f"/public/{locale or self.locale}/{path}"

    @property
    def canonical(self) -> str:
        return self.origin + self.to(self.path)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """The page in each language, and where whoever reads none of them goes."""
        found = [(la, self.origin + self.to(self.path, locale=la)) for la in LANGUAGES]
        return [*found, ("x-default", self.origin + self.to(self.path, locale="en"))]


_templates = Environment(
    loader=PackageLoader(__package__),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


@cache
def stylesheet() -> tuple[str, bytes]:
    """Name and content; the name changes with the content."""
    content = _FOLDER.joinpath("portal.css").read_bytes()
    return f"portal-{hashlib.sha256(content).hexdigest()[:12]}.css", content


def written(template: str, at: Address, **values: Any) -> bytes:
    """The template with these values, in the language of the address."""
    name, _ = stylesheet()
    speaker = voice(at.locale)
    page = _templates.get_template(template).render(
        at=at,
        v=speaker,
        w=SimpleNamespace(**speaker.words),
        languages=_LANGUAGES,
        menu=_MENU,
        stylesheet=f"/public/assets/{name}",
        **values,
    )
    return page.encode()


# Each as those who speak it call it.
_LANGUAGES: Sequence[tuple[Language, str]] = (
    ("en", "English"),
    ("nb", "Norsk"),
    ("bs", "Bosanski"),
    ("pl", "Polski"),
)
# Where the main menu goes, and by which word.
_MENU = (("", "start"), ("projects", "projects"))
