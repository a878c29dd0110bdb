"""Which encoding a text file has: what it says, what it must be, what is plausible."""

import codecs
import re
from itertools import pairwise

from .errors import unreadable

ENCODINGS = ("utf-8", "utf-16", "windows-1250", "windows-1252")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
# Letters of names in the programmes' countries, for each of the two code pages.
_EASTERN = frozenset("čćžšđČĆŽŠĐąęłńóśźżĄĘŁŃÓŚŹŻáéíúýěřťďňůőűäöüßëçÇşţăâîľĺ")
_WESTERN = frozenset("æøåÆØÅäöüÄÖÜéèêëàáâãçñóòôõíìïúùûßÉÈÇšžŠŽœÿðþ")
# Letters that say much: common in the one region, rare elsewhere.
_TELLING = {"windows-1250": frozenset("čćđąęłśźżńČĆĐĄĘŁŚŹŻŃ")}
_TELLING["windows-1252"] = frozenset("æøåÆØÅ")
_VOWELS = frozenset("aeiouyAEIOUY")
_WORD_WITH_ODD = re.compile(r"[^\W\d_]*[^\x00-\x7f]+[^\W\d_]*")


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding."""
    if declared is not None:
        return _strict(data, declared), declared
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strict(data, codec), codec.removesuffix("-sig")
    wide = _utf16_without_bom(data)
    if wide:
        return _strict(data, wide), "utf-16"
    if b"\x00" in data:
        raise unreadable("unknown_format", "The file is neither text nor a workbook.")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        name = _code_page(data)
        return _strict(data, name), name


def _strict(data: bytes, codec: str) -> str:
    if codec == "utf-8":
        codec = "utf-8-sig"
    if codec == "utf-16" and not data.startswith(
        (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        codec = _utf16_without_bom(data) or "utf-16-le"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise unreadable(
            "unreadable_encoding",
            f"The file is not {codec} throughout: byte {error.start + 1} does not fit.",
        ) from error
    return text.removeprefix("\ufeff")


def _utf16_without_bom(data: bytes) -> str | None:
    """Mostly Latin text in UTF-16 has a null in every second byte."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:  # noqa: PLR2004  # two letters
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _code_page(data: bytes) -> str:
    scores: dict[str, float] = {}
    for name, letters in (("windows-1252", _WESTERN), ("windows-1250", _EASTERN)):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        scores[name] = _plausibility(text, letters, _TELLING[name])
    if not scores:
        raise unreadable(
            "unreadable_encoding",
            "The file is not UTF-8, UTF-16, Windows-1250 or Windows-1252.",
        )
    return max(scores, key=lambda name: scores[name])


def _plausibility(text: str, letters: frozenset[str], telling: frozenset[str]) -> float:
    score = 0.0
    for match in _WORD_WITH_ODD.finditer(text):
        word = match.group()
        for sign in word:
            if sign.isascii():
                continue
            if sign in telling:
                score += 2
            elif sign in letters:
                score += 1
            elif sign.isalpha():
                score -= 1
            elif len(word) > 1:
                # A sign such as ³ or ¿ inside a word is a misread letter.
                score -= 2
        score -= _odd_capitals(word) + _misplaced(word)
    return score


def _misplaced(word: str) -> int:
    """One byte is æ or ć: æ hardly follows a vowel, ć hardly anything else."""
    pairs = list(pairwise(word))
    return 3 * sum(
        (two == "æ" and one in _VOWELS) or (two == "ć" and one not in _VOWELS)
        for one, two in pairs
    )


def _odd_capitals(word: str) -> int:
    """Capitals after small letters: what a misread code page often makes."""
    return sum(one.islower() and two.isupper() for one, two in pairwise(word))
