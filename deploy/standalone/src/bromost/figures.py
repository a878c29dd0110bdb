"""Calculates all figures anew, and tells where what was kept was something else."""

import asyncio
import sys

from bromost.console import step
from bromost_common.db import create_engine, session_maker
from bromost_indicators.figures.auditing import audit as audited
from bromost_indicators.figures.models import FigureAudit
from bromost_indicators.figures.recompute import in_processes


def audit(url: str, processes: int) -> bool:
    """False if any figure was not what it should be; it is put right."""
    found = asyncio.run(_audited(url, processes))
    if not found.differing:
        step(f"All figures of {found.indicators} indicators are what they should be")
        return True
    for example in found.examples:
        names = ", ".join(sorted({one["name"] for one in example["fields"]}))
        sys.stderr.write(f"Indicator {example['indicator_id']}: {names}\n")
    sys.stderr.write(
        f"Figures of {found.differing} of {found.indicators} indicators were not what"
        " they should be. They are put right.\n"
    )
    return False


async def _audited(url: str, processes: int) -> FigureAudit:
    engine = create_engine(url, role="bromost_indicators", task="worker", pool_size=1)
    try:
        helpers = in_processes(processes, url)
        return await audited(session_maker(engine), helpers=helpers)
    finally:
        await engine.dispose()
