"""What a sheet says of a value, in one form whichever way it was written."""

from collections.abc import Set as AbstractSet
from decimal import Decimal
from hashlib import blake2s
from typing import NamedTuple, Protocol

from bromost_indicators.indicators.presenting import plain

# Of what nothing is said of.
BLANK = "-"


class Recorded(Protocol):
    """An entry, or a leaf of one."""

    @property
    def state(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def numerator(self) -> Decimal | None: ...
    @property
    def denominator(self) -> Decimal | None: ...


class Content(NamedTuple):
    """The fields of a value as text; None where nothing is said."""

    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    state: str | None = None
    comment: str | None = None

    @property
    def is_blank(self) -> bool:
        return not any(self)

    @property
    def digest(self) -> str:
        """Tells whether somebody changed it, without keeping what it was."""
        if self.is_blank:
            return BLANK
        state = self.state or ("reported" if self.value or self.numerator else "")
        said = (self.value, self.numerator, self.denominator, state, self.comment)
        text = "\x1f".join(one or "" for one in said)
        return blake2s(text.encode(), digest_size=5).hexdigest()


NOTHING = Content()


def content_of(
    said: Recorded | None, words: str | None, comment: str | None
) -> Content:
    """What was recorded, as a sheet shows it; `words` of what is told in words."""
    if said is None:
        return NOTHING
    return Content(
        value=words if words is not None else plain(said.value),
        numerator=plain(said.numerator),
        denominator=plain(said.denominator),
        state="reported" if said.state == "zero" else said.state,
        comment=comment,
    )


def changed(content: Content, before: Content) -> AbstractSet[str]:
    """The fields that are said otherwise than before."""
    pairs = zip(Content._fields, content, before, strict=True)
    return {name for name, one, was in pairs if one != was}
