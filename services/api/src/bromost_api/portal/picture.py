"""The picture that is shown where somebody shares an address of the portal."""

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bromost_api import renderings

_SIZE = (1200, 630)
_MARGIN, _WIDTH = 80, 1040
_DEEP, _WHITE, _PALE = "#05434f", "#ffffff", "#9fd3df"
_FONTS = Path(renderings.__file__).parent / "fonts"
_MOST_LINES = 5


@lru_cache(maxsize=64)
def picture(kicker: str, title: str, footer: str) -> bytes:
    """A PNG of 1200 by 630 with these texts; the same texts give the same bytes."""
    image = Image.new("RGB", _SIZE, _DEEP)
    draw = ImageDraw.Draw(image)
    small, large = _font("", 34), _font("-Bold", 60)
    draw.rectangle((0, _SIZE[1] - 16, _SIZE[0], _SIZE[1]), fill=_PALE)
    draw.text((_MARGIN, 70), _fitted(kicker, small), font=small, fill=_PALE)
    for number, line in enumerate(_lines(title, large)):
        draw.text((_MARGIN, 140 + 76 * number), line, font=large, fill=_WHITE)
    draw.text((_MARGIN, 540), _fitted(footer, small), font=small, fill=_PALE)
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= _WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]} …"]
    return [_fitted(line, font) for line in lines if line]


def _fitted(text: str, font: ImageFont.FreeTypeFont) -> str:
    """As much of a line as there is room for."""
    text = text[:200]
    while font.getlength(text) > _WIDTH:
        text = text[:-2] + "…"
    return text


@lru_cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / f"DejaVuSansCondensed{weight}.ttf", size)
