"""What it costs to keep a history: changes with its triggers, and without."""

import asyncio
import statistics

from .report import Report
from .system import System

ROUNDS = 5
# As the services write: one row by its key, with its version counted.
CHANGE = r"""
    \set n random(1, 10000)
    UPDATE api.project SET summary = jsonb_build_object('en', 'Summary ' || random()),
      version = version + 1, updated_at = now() WHERE code = 'B-' || :n
      AND programme_id IN (SELECT id FROM api.programme WHERE code LIKE 'BENCH%');
"""
ADD = r"""
    \set n random(1, 10000)
    \set year random(2010, 2090)
    INSERT INTO api.budget_line (id, project_id, year, funder_id, amount, currency)
    SELECT gen_random_uuid(), id, :year,
      (SELECT id FROM api.organisation LIMIT 1), 1000, 'NOK'
    FROM api.project WHERE code = 'B-' || :n
      AND programme_id IN (SELECT id FROM api.programme WHERE code LIKE 'BENCH%')
    ON CONFLICT DO NOTHING;
"""
SWITCH = """
    DO $$ DECLARE
      one record;
    BEGIN
      FOR one IN SELECT tgrelid::regclass AS target, tgname FROM pg_trigger
        WHERE NOT tgisinternal AND tgname LIKE 'history%'
      LOOP
        EXECUTE format('ALTER TABLE %s HOW TRIGGER %I', one.target, one.tgname);
      END LOOP;
    END $$
"""
WRITES = {"a change of a project": CHANGE, "a new budget line": ADD}


def measure(system: System, report: Report) -> None:
    """After `lists`, which fills the database."""
    for what, statement in WRITES.items():
        kept = []
        for _ in range(ROUNDS):
            switch(system, "DISABLE")
            without = system.pgbench(statement, seconds=2)
            switch(system, "ENABLE")
            kept.append(system.pgbench(statement, seconds=2) / without)
        report.ratio(
            f"{what}: per second with its history, of without",
            statistics.median(kept),
            target=0.7,
            detail="one row in one transaction",
        )


def switch(system: System, how: str) -> None:
    """All triggers of the history; those of keys are not among them."""
    asyncio.run(system.execute(SWITCH.replace("HOW", how)))
