"""Texts in several languages: `{"en": "Youth councils", "nb": "Ungdomsråd"}`."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints

from .errors import invalid

Language = Literal["en", "nb", "bs", "pl"]
LANGUAGES: tuple[Language, ...] = ("en", "nb", "bs", "pl")


def plain_text(value: str) -> str:
    """Refuse what PostgreSQL cannot store and no person can type."""
    if "\x00" in value:
        message = "must not contain null characters"
        raise ValueError(message)
    return value


_Sentence = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(plain_text),
]
ShortText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(plain_text),
]
LongText = _Sentence

LocalisedText: TypeAlias = Annotated[
    dict[Language, _Sentence],
    Field(
        min_length=1,
        description="The text by language; at least one.",
        examples=[{"en": "Youth councils", "nb": "Ungdomsråd"}],
    ),
]


def in_language(text: dict[Language, str], language: str, original: str) -> str:
    """`text` in `language`, else as it was first written, else in any language."""
    return (
        text.get(language)  # type: ignore[call-overload]  # any string may be asked for
        or text.get(original)  # type: ignore[call-overload]
        or next(iter(text.values()), "")
    )


def refuse_without_original(field: str, text: Mapping[str, str], original: str) -> None:
    """Whatever else it is translated to, a text stands in the language it is of."""
    if original not in text:
        raise invalid(
            "body",
            field,
            code="original_language_missing",
            message=f"The {field} is missing in its original language.",
        )
