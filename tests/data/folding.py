"""A plain counterpart of the database's common.fold, for files alone."""

import re
import unicodedata

_CYRILLIC = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџшыйэюяьъщ",
        (
            *("a", "b", "v", "g", "d", "dj", "e", "z", "z", "i", "j", "k", "l", "lj"),
            *("m", "n", "nj", "o", "p", "r", "s", "t", "c", "u", "f", "h", "c", "c"),
            *("dz", "s", "y", "j", "e", "ju", "ja", "", "", "sc"),
        ),
        strict=True,
    ),
)
_LETTERS: dict[str, str | int | None] = {
    **_CYRILLIC,
    "đ": "d",
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "ß": "ss",
    "\u0131": "i",
}
_DIGRAPHS = (("aa", "a"), ("oe", "o"), ("ae", "a"), ("dj", "d"))


def fold(text: str) -> str:
    """The name without case, diacritics, punctuation and ways of transliteration."""
    lowered = text.casefold().translate(str.maketrans(_LETTERS))
    bare = "".join(
        character
        for character in unicodedata.normalize("NFKD", lowered)
        if not unicodedata.combining(character)
    )
    for digraph, letter in _DIGRAPHS:
        bare = bare.replace(digraph, letter)
    return re.sub(r"[\W_]+", " ", bare).strip()
