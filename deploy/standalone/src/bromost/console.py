"""What the command line says to a person."""

import sys


class UserError(Exception):
    """Ordinary trouble; the message says what a person can do, no traceback follows."""


def say(text: str = "") -> None:
    print(text, flush=True)


def step(text: str) -> None:
    say(f"==> {text}")


def complain(text: str) -> None:
    print(f"\n{text}", file=sys.stderr, flush=True)
