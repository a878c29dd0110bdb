"""Pictures are made anew from what is to be seen in them.

What else they hold goes: where and when they were taken and by which phone, comments,
and whatever was hidden behind the picture.
"""

import struct
import zlib
from typing import BinaryIO

from PIL import Image

from .errors import refused
from .kinds import Kind
from .scratch import scratch

# Larger than what a phone takes; unpacked, it has three bytes for each.
MAX_PIXELS = 40_000_000
_QUALITY = 90
_TURNED = 0x0112
_DAMAGED = (
    *(OSError, SyntaxError, ValueError, TypeError, IndexError, EOFError),
    *(struct.error, zlib.error),
)
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# Also for whoever else opens a picture in this process.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def made_anew(stream: BinaryIO, kind: Kind) -> BinaryIO:
    """The picture alone; blocks for as long as that takes."""
    stream.seek(0)
    form = kind.name.upper()
    try:
        with Image.open(stream, formats=[form]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise _too_large()
            return _drawn(picture, form)
    except _TOO_LARGE as error:
        raise _too_large() from error
    except _DAMAGED as error:
        raise refused("damaged_file", "The picture is damaged.") from error


def _drawn(picture: Image.Image, form: str) -> BinaryIO:
    kept = {"icc_profile": picture.info.get("icc_profile")}
    turned = picture.getexif().get(_TURNED) if form == "JPEG" else None
    picture.load()
    # What is left there would be written again.
    transparent = picture.info.get("transparency")
    picture.info = {} if transparent is None else {"transparency": transparent}
    exif = Image.Exif()
    if isinstance(turned, int) and 1 < turned <= 8:  # noqa: PLR2004  # all eight ways
        exif[_TURNED] = turned
    made = scratch()
    if form == "JPEG":
        picture.save(made, form, quality=_QUALITY, exif=exif, **kept)
    else:
        picture.save(made, form, **kept)
    return made


def _too_large() -> Exception:
    most = MAX_PIXELS // 1_000_000
    return refused("too_many_pixels", f"A picture has at most {most} million pixels.")
