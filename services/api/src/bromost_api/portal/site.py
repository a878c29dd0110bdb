"""The pages as templates; every text in them is escaped."""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from bromost_common.languages import Language

from .address import Address
from .linked import linked
from .voice import voice

_FOLDER = files(__package__).joinpath("assets")


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
        linked=linked,
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
_MENU = (
    *(("", "start"), ("projects", "projects")),
    *(("practices", "practices"), ("countries", "countries")),
)
