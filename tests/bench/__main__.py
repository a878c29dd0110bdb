"""`make bench`: every figure, or those named: `python -m tests.bench lists start`."""

import sys

from bromost_common.logging import configure_logging

from . import imports, lists, start
from .report import Report
from .system import running

WHOLE = ("lists", "imports", "start")


def main() -> None:
    wanted = sys.argv[1:] or WHOLE
    report = Report()
    configure_logging("ERROR")
    if "start" in wanted:
        start.measure(report)
    if {"lists", "imports"} & set(wanted):
        with running() as system:
            if "imports" in wanted:
                imports.measure(system, report)
            if "lists" in wanted:
                lists.measure(system, report)


if __name__ == "__main__":
    main()
