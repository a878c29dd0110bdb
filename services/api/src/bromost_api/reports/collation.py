"""Sorts names as the reader's alphabet does."""

import re
import unicodedata
from collections.abc import Mapping

# Only what differs from the Latin order; digraphs are letters of their own.
_ALPHABETS: Mapping[str, str] = {
    "en": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "nb": "a b c d e f g h i j k l m n o p q r s t u v w x y z æ ø å",
    "bs": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
}
_RANKS = {
    language: {letter: rank for rank, letter in enumerate(letters.split(), 1)}
    for language, letters in _ALPHABETS.items()
}
_LETTER = {
    language: re.compile(
        "|".join(sorted(ranks, key=len, reverse=True)) + "|.", re.DOTALL
    )
    for language, ranks in _RANKS.items()
}
_FOREIGN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "s", "æ": "a"})


def collation_key(name: str, language: str) -> tuple[tuple[int, ...], str]:
    """Sorts `name` among others for a reader of `language`."""
    ranks = _RANKS[language]
    text = unicodedata.normalize("NFC", name).lower()
    key: list[int] = []
    for letter in _LETTER[language].findall(text):
        rank = ranks.get(letter)
        if rank is None:
            plain = unicodedata.normalize("NFD", letter)[0].translate(_FOREIGN)
            rank = ranks.get(plain, 0)
        key.append(rank)
    return tuple(key), name
