"""Bars as SVG, drawn alike for every kind of document."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from .said import plain

# Told apart without colours as well: by brightness, and by the words beside them.
COLOURS = ("#134e6f", "#e0952b", "#5b8f3a", "#a5486b", "#6c6f7d", "#8f6fc0")
_WIDTH, _BAR, _STEP, _LABEL, _FIGURE = 640, 18, 28, 190, 110
_FONT = 'font-family="DejaVu Sans, sans-serif" font-stretch="condensed"'
_MOST_LETTERS = 30


@dataclass(frozen=True)
class Bar:
    """What is measured, by how much in each series, and the sum as it is written."""

    label: str
    parts: tuple[Decimal, ...]
    said: str


def bars(series: Sequence[str], found: Sequence[Bar]) -> tuple[str, float]:
    """The drawing, and its height as a part of its width."""
    legend = 26 if len(series) > 1 else 0
    height = legend + _STEP * len(found) + 6
    most = max((sum(bar.parts, Decimal()) for bar in found), default=Decimal()) or 1
    drawn = [_legend(series)] if legend else []
    for place, bar in enumerate(found):
        drawn.append(_bar(bar, legend + place * _STEP, Decimal(most)))
    body = "".join(drawn)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
        f' width="{_WIDTH}" height="{height}">{body}</svg>'
    )
    return svg, height / _WIDTH


def _legend(series: Sequence[str]) -> str:
    at, drawn = _LABEL, []
    for place, name in enumerate(series):
        drawn.append(_box(at, 3, 12, 12, place) + _text(at + 17, 13, name))
        at += 34 + 8 * min(len(name), _MOST_LETTERS)
    return "".join(drawn)


def _bar(bar: Bar, top: int, most: Decimal) -> str:
    drawn = [_text(_LABEL - 8, top + 14, bar.label, "end")]
    at = float(_LABEL)
    room = _WIDTH - _LABEL - _FIGURE
    for place, part in enumerate(bar.parts):
        width = float(part / most) * room
        if width > 0:
            # A white line between two parts, where there is room for one.
            drawn.append(_box(at, top, max(width - 1, width / 2), _BAR, place))
        at += width
    drawn.append(_text(at + 6, top + 14, bar.said))
    return "".join(drawn)


def _box(x: float, y: float, width: float, height: float, series: int) -> str:
    colour = COLOURS[series % len(COLOURS)]
    return (
        f'<rect x="{x:.2f}" y="{y}" width="{width:.2f}" height="{height}"'
        f' fill="{colour}"/>'
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    text = plain(text)
    if len(text) > _MOST_LETTERS:
        text = text[: _MOST_LETTERS - 1] + "…"
    return (
        f'<text x="{x:.2f}" y="{y}" {_FONT} font-size="12" fill="#1f2933"'
        f' text-anchor="{anchor}">{escape(text)}</text>'
    )
