"""The pages for everybody, with a thousand public projects that have results."""

import asyncio
import json

from .report import Report
from .system import System

PROJECTS = 1_000
PROGRAMME = "01930000-0000-7000-8000-0000000009a1"
ONE = "01930000-0000-7000-8000-000000000000"
_TEXT = dict.fromkeys(("en", "nb"), "Municipal cooperation on youth and water. " * 12)
_INDICATOR = dict.fromkeys(
    (
        *("unit_name", "baseline", "baseline_on", "target_low", "target_high"),
        *("target_on", "low", "high", "status"),
    )
) | {
    "id": ONE, "title": {"en": "Trained"}, "is_synthetic": True, "kind": "number",
    "unit": "number", "decimals": 0, "target": "80", "state": "reported",
    "value": "45", "marks": [],
}  # fmt: skip
_COMMON = {
    "code": "B", "title": {"en": "Youth and water", "nb": "Ungdom og vann"},
    "original_language": "en", "starts_on": None, "ends_on": None,
    "themes": [{"code": "youth", "name": {"en": "Youth"}}],
    "organisations": [{"role": "partner", "name": "Mostar", "country_code": "BA"}] * 8,
    "results": [
        {"kind": "output", "title": {"en": "Trained"}, "original_language": "en",
         "indicators": [_INDICATOR] * 4}
    ] * 10,
    "figures_as_of": "2026-11-01",
}  # fmt: skip
_FRAME = {"id": PROGRAMME, "code": "B", "title": {"en": "A"}, "original_language": "en"}
_PROJECT = _COMMON | {
    "object_type": "project", "programme": _FRAME, "summary": _TEXT,
    "status": "active", "countries": ["BA", "NO"], "objectives": [], "budget": [],
}  # fmt: skip
_AS_PROGRAMME = _COMMON | {
    "object_type": "programme", "id": PROGRAMME, "description": _TEXT,
    "funding_scheme": None, "goals": [],
}  # fmt: skip
_THEMES = json.dumps(_COMMON["themes"])
_WHO = "(SELECT id FROM api.account ORDER BY id LIMIT 1)"
_INTO = (
    "INSERT INTO api.publication (id, programme_id, project_id, number, document,"
    " countries, themes, public_since, published_by)"
)
FILL = (
    f"""INSERT INTO api.programme (id, code, title)
    VALUES ('{PROGRAMME}', 'PUBLIC', '{{"en": "A programme for everybody"}}')""",  # noqa: S608  # all of it is written above
    f"""INSERT INTO api.project (id, programme_id, code, title)
    SELECT gen_random_uuid(), '{PROGRAMME}', n::text, '{{"en": "Youth and water"}}'
    FROM generate_series(1, {PROJECTS}) n""",  # noqa: S608  # all of it is written above
    f"""{_INTO} SELECT gen_random_uuid(), p.programme_id, p.id, 1,
      '{json.dumps(_PROJECT)}'::jsonb || jsonb_build_object('id', p.id, 'code', p.code),
      '{{BA,NO}}', '{_THEMES}', now(), {_WHO}
    FROM api.project p WHERE p.programme_id = '{PROGRAMME}'""",  # noqa: S608  # all of it is written above
    f"""{_INTO} VALUES (gen_random_uuid(), '{PROGRAMME}', NULL, 1,
      '{json.dumps(_AS_PROGRAMME)}', '{{}}', '{_THEMES}', now(), {_WHO})""",
    "ANALYZE api.publication",
)


def measure(system: System, report: Report) -> None:
    """Each kind of page, as a crawler asks: one after the other on four connections."""
    asyncio.run(system.execute(*FILL))
    (row,) = asyncio.run(
        system.rows(
            "SELECT project_id FROM api.publication"
            " WHERE project_id IS NOT NULL LIMIT 1"
        )
    )
    pages = {
        "the first page": "",
        "a programme with 1,000 projects": f"programmes/{PROGRAMME}",
        "a project with 40 indicators": f"projects/{row[0]}",
        "a list of 1,000 projects": "projects",
        "the same, searched": "projects?q=vann&country=NO&theme=youth",
        "countries": "countries",
        "feed": "feed.atom",
        "a card for other sites": f"embed/projects/{row[0]}",
    }
    for what, path in pages.items():
        asked = system.ask(f"/v1/public/nb/{path}", clients=4)
        report.at_most(
            f"public pages: {what}, ms (95th percentile)",
            asked.p95_ms,
            target=100,
            detail=f"{asked.per_second:,.0f} a second",
        )
