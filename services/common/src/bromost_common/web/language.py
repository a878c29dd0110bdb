"""In which language somebody wants an answer that has one."""

from typing import Annotated

from fastapi import Depends, Header, Query

from bromost_common.languages import LANGUAGES, Language

# Languages that are read by who reads ours.
_NEAR = {
    "no": "nb",
    "nn": "nb",
    "hr": "bs",
    "sr": "bs",
    "sh": "bs",
}


async def _asked_language(
    locale: Annotated[
        Language | None,
        Query(description="The language to answer in; else `Accept-Language` decides."),
    ] = None,
    accept_language: Annotated[str | None, Header(max_length=500)] = None,
) -> Language:
    return locale or preferred_language(accept_language or "")


def preferred_language(accepted: str) -> Language:
    """The best of our languages for an `Accept-Language` header; English if none."""
    weighted: list[tuple[int, int, Language]] = []
    for position, part in enumerate(accepted.split(",")):
        tag, *parameters = (piece.strip().lower() for piece in part.split(";"))
        language = tag.partition("-")[0]
        near = _NEAR.get(language, language)
        weight = _weight(parameters)
        if weight > 0:
            weighted += [(-weight, position, la) for la in LANGUAGES if la == near]
    return min(weighted)[2] if weighted else "en"


def _weight(parameters: list[str]) -> int:
    """Thousandths, as `q=0.8` has at most three decimals."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            whole, _, fraction = value.strip().partition(".")
            digits = (fraction + "000")[:3]
            if not (whole + digits).isascii() or not (whole + digits).isdigit():
                return 0
            return min(1000, int(whole[:4] or 0) * 1000 + int(digits))
    return 1000


AskedLanguage = Annotated[Language, Depends(_asked_language)]
