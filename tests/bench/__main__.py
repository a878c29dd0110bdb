"""`make bench`: every figure, or those named: `python -m tests.bench lists start`."""

import sys

from bromost_common.logging import configure_logging

from . import access, grid, history, imports, lists, start
from .report import Report
from .system import running

WHOLE = ("lists", "access", "history", "imports", "start", "grid")


def main() -> None:
    wanted = sys.argv[1:] or WHOLE
    report = Report()
    configure_logging("ERROR")
    if "start" in wanted:
        start.measure(report)
    # The others need what the lists are filled with.
    if {"lists", "access", "history", "imports"} & set(wanted):
        with running() as system:
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
