"""Refuses passwords that guessers try first; nothing leaves this machine."""

import re
from collections.abc import Iterator

from anyio import to_thread
from zxcvbn import zxcvbn

from bromost_common.errors import InvalidError, invalid

MIN_LENGTH = 12
MAX_LENGTH = 200
# Fewer guesses than this are tried within hours even through a form.
_FEWEST_GUESSES = 10**8
# What a password has beside words about its owner has to be this long.
_LEAST_OF_ITS_OWN = 8
_SHORTEST_WORD = 4
# The estimate takes time with the square of the length, and more only makes it larger.
_LOOKED_AT = 72
_ALWAYS_KNOWN = ("bromost",)


async def refuse_weak(password: str, *about: str, field: str = "password") -> None:
    """`about` is what anybody knows of the owner: the e-mail address, the name.

    `field` may lie deeper in the body, as in `newcomer.password`.
    """
    if len(password) < MIN_LENGTH:
        raise _refusal(field, "password_too_short", "Use at least 12 characters.")
    words = sorted(set(_words(*about, *_ALWAYS_KNOWN)), key=len, reverse=True)
    if len(_without(words, password)) < _LEAST_OF_ITS_OWN:
        raise _refusal(
            field,
            "password_about_you",
            "This is mostly your name, your address or the name of this system.",
        )
    # Compares with the tens of thousands of passwords that leaked most often.
    estimate = await to_thread.run_sync(zxcvbn, password[:_LOOKED_AT], words)
    if estimate["guesses"] < _FEWEST_GUESSES:
        raise _refusal(
            field,
            "password_too_common",
            "This is among the passwords that are guessed first.",
        )


def _words(*texts: str) -> Iterator[str]:
    for text in texts:
        for word in re.split(r"[\W_\d]+", text.lower()):
            if len(word) >= _SHORTEST_WORD:
                yield word


def _without(words: list[str], password: str) -> str:
    left = password.lower()
    for word in words:
        left = left.replace(word, "")
    return left


def _refusal(field: str, code: str, message: str) -> InvalidError:
    return invalid("body", *field.split("."), code=code, message=message)
