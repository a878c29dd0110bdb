"""`make bench`: every figure, or those named: `python -m tests.bench lists start`."""

import sys

from bromost_common.logging import configure_logging

from . import (
    access,
    grid,
    history,
    imports,
    lists,
    results,
    sealing,
    sign_in,
    start,
    values,
)
from .report import Report
from .system import System, running

WHOLE = (
    *("lists", "access", "history", "sealing", "imports", "import-history"),
    *("values", "sign_in", "start", "grid", "results"),
)
FILLED = {"lists", "access", "history"}


def main() -> None:
    wanted = sys.argv[1:] or WHOLE
    report = Report()
    configure_logging("ERROR")
    if "start" in wanted:
        start.measure(report)
    # The others need what the lists are filled with.
    if (set(WHOLE) - {"start", "grid"}) & set(wanted):
        with running() as system:
            _with_system(system, report, set(wanted))
    if "grid" in wanted:
        grid.measure()


def _with_system(system: System, report: Report, wanted: set[str]) -> None:
    """In this order: the later ones need what the lists are filled with."""
    if "sign_in" in wanted:
        sign_in.measure(system, report)
    if "imports" in wanted:
        imports.measure(system, report)
    if "import-history" in wanted:
        imports.measure_history(system, report, history.switch)
    if "values" in wanted:
        values.measure(system, report)
    if "sealing" in wanted:
        sealing.measure(system, report)
    if FILLED & wanted:
        lists.measure(system, report)
    if "access" in wanted:
        access.measure(system, report)
    if "history" in wanted:
        history.measure(system, report)
    if "results" in wanted:
        results.measure(system, report)


if __name__ == "__main__":
    main()
