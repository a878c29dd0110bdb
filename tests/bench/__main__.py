"""`make bench`: every figure, or those named: `python -m tests.bench lists start`."""

import sys
from collections.abc import Callable
from functools import partial

from bromost_common.logging import configure_logging

from . import (
    access,
    exports,
    grid,
    history,
    imports,
    inbox,
    lists,
    outbox,
    portal,
    renderings,
    results,
    sealing,
    sign_in,
    start,
    values,
    webhooks,
)
from .report import Report
from .system import System, running

# In this order: the later ones need what the lists are filled with.
PARTS: dict[str, Callable[[System, Report], None]] = {
    "sign_in": sign_in.measure,
    "imports": imports.measure,
    "import-history": partial(imports.measure_history, switch=history.switch),
    "renderings": renderings.measure,
    "portal": portal.measure,
    "values": values.measure,
    "outbox": outbox.measure,
    "inbox": inbox.measure,
    "webhooks": webhooks.measure,
    "sealing": sealing.measure,
    "lists": lists.measure,
    "exports": exports.measure,
    "access": access.measure,
    "history": history.measure,
    "results": results.measure,
}
NEED_LISTS = {"access", "exports", "history"}
WHOLE = ("start", *PARTS, "grid")


def main() -> None:
    wanted = set(sys.argv[1:] or WHOLE)
    report = Report()
    configure_logging("ERROR")
    if "start" in wanted:
        start.measure(report)
    if NEED_LISTS & wanted:
        wanted.add("lists")
    if PARTS.keys() & wanted:
        with running() as system:
            for name, measure in PARTS.items():
                if name in wanted:
                    measure(system, report)
    if "grid" in wanted:
        grid.measure()


if __name__ == "__main__":
    main()
