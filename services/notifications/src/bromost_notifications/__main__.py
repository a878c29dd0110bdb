import asyncio
import os
import sys
from pathlib import Path

from bromost_common.logging import configure_logging
from bromost_common.web.serve import serve

from .app import create_app
from .settings import Settings
from .suppression import taking_in

_USAGE = "usage: python -m bromost_notifications [bounce [<maildir>]]"


def take_in_bounces(settings: Settings, where: list[str]) -> int:
    """The exit status as a mail server reads it: later, where the database is away."""
    configure_logging()
    try:
        asyncio.run(taking_in.run(settings, Path(where[0]) if where else None))
    except (OSError, *taking_in.LOST_DATABASE):
        return os.EX_TEMPFAIL
    return os.EX_OK


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            settings = Settings()
            serve(create_app(settings), settings)
        case ["bounce", *where] if len(where) <= 1:
            sys.exit(take_in_bounces(Settings(), where))
        case _:
            sys.exit(_USAGE)
