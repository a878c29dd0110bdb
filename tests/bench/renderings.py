"""The annual report of 500 projects as a PDF, a Word document and a workbook."""

import asyncio
import time

import httpx

from .imports import worker
from .report import Report
from .system import System

PROJECTS = 500
LONGEST = 300
FORMS = ("pdf", "docx", "xlsx")
PROGRAMME = "01930000-0000-7000-8000-0000000005f0"
# Two funders in each of two years.
FILL = (
    f"""
    INSERT INTO api.programme (id, code, title)
    VALUES ('{PROGRAMME}', 'FILES', '{{"en": "Five hundred projects"}}')
    """,  # noqa: S608  # all of it is written above
    f"""
    INSERT INTO api.project (id, programme_id, code, title, status)
    SELECT gen_random_uuid(), '{PROGRAMME}', n::text,
      '{{"en": "Municipal international cooperation"}}', 'active'
    FROM generate_series(1, {PROJECTS}) n
    """,  # noqa: S608  # all of it is written above
    f"""
    INSERT INTO api.budget_line (id, project_id, year, funder_id, amount, currency)
    SELECT gen_random_uuid(), p.id, y, f.id, 100000, 'NOK'
    FROM api.project p, generate_series(2005, 2006) y,
      (SELECT id FROM api.organisation ORDER BY id LIMIT 2) f
    WHERE p.programme_id = '{PROGRAMME}'
    """,  # noqa: S608  # all of it is written above
)


def measure(system: System, report: Report) -> None:
    """From asking for the three to the last of them being ready."""
    asyncio.run(system.execute(*FILL))
    cookies = {"sid": system.cookie}
    with (
        worker(system),
        httpx.Client(base_url=system.url, cookies=cookies, timeout=60) as client,
    ):
        started = time.monotonic()
        for form in FORMS:
            body = {"template": "annual_report", "format": form, "language": "en"}
            body["programme_id"] = PROGRAMME
            client.post("/v1/renderings", json=body).raise_for_status()
        sizes = _ready(client)
        took = time.monotonic() - started
    report.at_most(
        f"annual report of {PROJECTS} projects in three formats, in seconds",
        took,
        target=30,
        detail=", ".join(f"{form} {size / 1e6:.1f} MB" for form, size in sizes),
    )


def _ready(client: httpx.Client) -> list[tuple[str, int]]:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        files = client.get("/v1/renderings").raise_for_status().json()
        if all(one["state"] == "ready" for one in files):
            return sorted((one["format"], one["size"]) for one in files)
        assert all(one["state"] != "failed" for one in files), files
        time.sleep(0.2)
    raise TimeoutError
