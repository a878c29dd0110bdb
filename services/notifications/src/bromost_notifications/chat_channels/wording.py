"""What a channel is told: CommonMark, of which apprise makes what each kind takes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from bromost_common.languages import in_language
from bromost_notifications.mail.links import path_of
from bromost_notifications.mail.sentences import filled, sentence
from bromost_notifications.mail.texts import frame

from .topics import TEST

_MARKS = re.compile(r"([\\`*_\[\]<>~])")
# Slack knows no other escapes, and would show the backslash.
_MARKS_OF_SLACK = re.compile(r"([\\\[\]<>])")
# Nobody is called by what somebody wrote in a title: the sign stands for itself alone.
_CALL = re.compile(r"(?<!\w)@(?=\w)")
_WORD_JOINER = "\u2060"


def text_of(
    news: Sequence[Mapping[str, Any]],
    left_out: int,
    *,
    kind: str,
    language: str,
    programme: Mapping[str, Any],
    origin: str,
) -> str:
    """`programme` has its id, title and original language."""
    words, home = frame(language)["chat"], origin.rstrip("/")
    title = in_language(programme["title"], language, programme["original_language"])
    page = f"{home}/programmes/{programme['id']}"
    if any(one["topic"] == TEST for one in news):
        trying = filled(language, words["test"], {"programme": title})
        return f"{_calm(trying, kind)}\n\n[{words['open']}]({page})"
    lines = [f"**{_calm(title, kind)}**"]
    lines += [_line(one, kind=kind, language=language, home=home) for one in news]
    if left_out:
        more = filled(language, words["more"], {"count": left_out})
        lines.append(f"[{_calm(more, kind)}]({page})")
    return "\n\n".join(lines)


def said(news: Mapping[str, Any], language: str) -> str:
    """What happened, in one line of plain text."""
    topic, params = news["topic"], news["params"]
    if topic == "entries.accepted":
        # People are told of it as of what is theirs.
        return filled(language, frame(language)["chat"]["accepted"], params)
    return sentence(language, topic, params)


def _line(news: Mapping[str, Any], *, kind: str, language: str, home: str) -> str:
    text = _calm(said(news, language), kind)
    path = path_of(
        news["topic"], news["object_type"], UUID(news["object_id"]), news["params"]
    )
    return f"[{text}]({home}{path})"


def _calm(text: str, kind: str) -> str:
    """As it was written, and nothing but text, whatever was written."""
    marks = _MARKS_OF_SLACK if kind == "slack" else _MARKS
    return _CALL.sub(f"@{_WORD_JOINER}", marks.sub(r"\\\1", " ".join(text.split())))
