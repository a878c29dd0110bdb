"""How long after a value is accepted over HTTP every figure above it has it."""

import os
import time
from typing import Any

import httpx

from .corpus import Corpus
from .report import Report
from .system import System

# The database plans a statement anew the first times that a connection runs it.
WARMING, ROUNDS = 8, 8
LONGEST = 60


def measure(system: System, report: Report, made: Corpus, port: int) -> None:
    """Record, accept, and ask for the programme's figure and counts until they show."""
    url = f"http://127.0.0.1:{port}"
    with httpx.Client(
        base_url=url, cookies={"sid": system.cookie}, timeout=LONGEST
    ) as client:
        waited = [_once(client, made, at) for at in range(WARMING + ROUNDS)]
    warm = sorted(waited[WARMING:])
    report.at_most(
        "a value accepted over HTTP in the programme's figure and table, seconds",
        warm[-1],
        target=1,
        detail=f"the longest of {ROUNDS}, the median {warm[ROUNDS // 2]:.2f},"
        f" the longest of {WARMING} before them {max(waited[:WARMING]):.2f};"
        f" load {os.getloadavg()[0]:.1f}",
    )


def _once(client: httpx.Client, made: Corpus, round_: int) -> float:
    above = made.indicator_id(0, round_)
    before = _figure(client, above)
    entry_id = _recorded(client, made, round_)
    step = {"entry_id": entry_id, "status": "accepted"}
    answer = client.post("/v1/entry-steps", json={"steps": [step]})
    answer.raise_for_status()
    accepted = time.monotonic()
    assert answer.json()["done"] == 1, answer.text
    while (now := _figure(client, above)) == before:
        assert time.monotonic() - accepted < LONGEST
        # Whoever asks all the time takes the processor from whoever works it out.
        time.sleep(0.05)
    figured = time.monotonic() - accepted
    assert _in_table(client, made, str(above)) == now
    return figured


def _figure(client: httpx.Client, indicator_id: object) -> Any:
    answer = client.get(f"/v1/indicators/{indicator_id}/figures")
    return answer.raise_for_status().json()["life"]["value"]


def _recorded(client: httpx.Client, made: Corpus, round_: int) -> str:
    project, period_id = made.project_id(8), made.period_id(8, round_, 0)
    known = client.get(f"/v1/projects/{project}/results").raise_for_status().json()
    periods = [
        period
        for result in known["results"]
        for indicator in result["indicators"]
        for period in indicator["periods"]
    ]
    (period,) = [one for one in periods if one["id"] == str(period_id)]
    row = {
        "period_id": str(period_id),
        "version": period["version"],
        "state": "reported",
        # Another one than the last, whenever it is measured again.
        "value": str(5_000 + period["version"]),
        "reason": "Synthetic.",
    }
    body = {"submit": True, "rows": [row]}
    answer = client.post(f"/v1/projects/{project}/entries", json=body)
    (outcome,) = answer.raise_for_status().json()["rows"]
    assert outcome["outcome"] == "saved", outcome
    return str(outcome["period"]["current"]["id"])


def _in_table(client: httpx.Client, made: Corpus, indicator_id: str) -> Any:
    asked = {"owner_id": str(made.programme_id), "limit": "200"}
    answer = client.get("/v1/performance", params=asked).raise_for_status()
    rows = {row["indicator_id"]: row for row in answer.json()["items"]}
    return rows[indicator_id]["life"]["value"]
