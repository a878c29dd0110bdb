"""Documents of what is another's."""

from typing import Any

from tests.contract.world import Part


def documents_of(part: Part) -> list[dict[str, Any]]:
    """Bodies that ask for one of each kind of thing."""
    return [
        {"template": template, f"{kind}_id": part.ids[f"{kind}_id"]}
        for template, kind in (
            ("donor_financial", "programme"),
            ("project_final", "project"),
            ("network_report", "network"),
        )
    ]


def renderings_of(part: Part) -> list[dict[str, Any]]:
    """The same as files, and those of the annual report."""
    return [
        {"programme_id": part.ids["programme_id"]},
        {"narratives": [part.ids["project_id"]]},
        *documents_of(part),
    ]
