"""How long a key press takes in the entry grid, in a real browser."""

import os

from bromost import frontend


def measure() -> None:
    """Print the milliseconds from a key to the next picture, also on a slow machine.

    The journey fills a project of its own with 1,200 cells and says what it found.
    """
    os.environ["BENCH"] = "1"
    frontend.build()
    frontend.run("e2e", "grid-speed")
