"""`make bench`: every figure, or those named: `python -m tests.bench lists start`."""

import sys

from bromost_common.logging import configure_logging

from . import access, grid, history, imports, lists, sign_in, start
from .report import Report
from .system import running

WHOLE = ("lists", "access", "history", "imports", "sign_in", "start", "grid")


def main() -> None:
    wanted = sys.argv[1:] or WHOLE
    report = Report()
    configure_logging("ERROR")
    if "start" in wanted:
        start.measure(report)
    # The others need what the lists are filled with.
    if (set(WHOLE) - {"start", "grid"}) & set(wanted):
        with running() as system:
            if "sign_in" in wanted:
                sign_in.measure(system, report)
            if "imports" in wanted:
                imports.measure(system, report)
            if {"lists", "access", "history"} & set(wanted):
                lists.measure(system, report)
            if "access" in wanted:
                access.measure(system, report)
            if "history" in wanted:
                history.measure(system, report)
    if "grid" in wanted:
        grid.measure()


if __name__ == "__main__":
    main()
