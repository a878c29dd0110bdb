"""Where to go after signing in: inside of this site, whatever was asked for."""

import re

_OWN = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,1000}")


def own_path(wanted: str) -> str:
    """The path if it is one of this site's, else the first page."""
    return wanted if _OWN.fullmatch(wanted) else "/"
