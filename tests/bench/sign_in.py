"""S8: how long a refused sign-in takes for a known and for an unknown address."""

import asyncio
import time
from secrets import token_hex
from statistics import median

import httpx

from .report import Report
from .system import System

ROUNDS = 80
# So many tries of an address are answered before the limit is.
PER_ADDRESS = 8
# Whose password is as costly to check as anybody's: it is the same one.
MANY_PEOPLE = """
INSERT INTO api.account (id, email, display_name, password_hash, locale)
SELECT gen_random_uuid(), 'timing-' || n || '@example.org', 'Synthetic',
  password_hash, 'en'
FROM generate_series(0, 50) n,
  (SELECT password_hash FROM api.account WHERE password_hash IS NOT NULL LIMIT 1) a
"""


def measure(system: System, report: Report) -> None:
    asyncio.run(system.execute(MANY_PEOPLE, "TRUNCATE common.rate_limit"))
    known: list[float] = []
    unknown: list[float] = []
    with httpx.Client(base_url=system.url) as browser:
        for turn in range(ROUNDS):
            pair = [
                (known, f"timing-{turn // PER_ADDRESS}@example.org"),
                (unknown, f"nobody-{token_hex(6)}@example.org"),
            ]
            # Neither is always first: what else the machine does, it does to both.
            for took, email in pair if turn % 2 else reversed(pair):
                took.append(_guess(browser, email))
    slower = max(median(known), median(unknown))
    faster = min(median(known), median(unknown))
    report.at_most(
        "refused sign-in, known address to unknown",
        slower / faster,
        target=1.1,
        detail=f"medians of {ROUNDS}: {median(known) * 1000:.1f} ms known,"
        f" {median(unknown) * 1000:.1f} ms unknown",
    )


def _guess(browser: httpx.Client, email: str) -> float:
    started = time.perf_counter()
    answer = browser.post("/v1/session", json={"email": email, "password": "a guess"})
    took = time.perf_counter() - started
    assert answer.status_code == 401, answer.text  # refused, not limited
    return took
