"""Files of reports as the contract shows them."""

from typing import Any

from .models import UNFINISHED
from .schemas import RenderingOut, RenderingProgress

STEPS = 4


def file_name(row: Any) -> str:
    """Of plain letters, so that every system takes it."""
    years = f"{row.first_year}-{row.last_year}"
    if row.first_year == row.last_year:
        years = str(row.first_year)
    name = row.template.replace("_", "-")
    return f"{name}-{years}-{row.language}.{row.format}"


def rendering_out(row: Any) -> RenderingOut:
    done = row.steps_done if row.state in UNFINISHED else STEPS
    return RenderingOut.model_validate(
        {
            **{name: getattr(row, name) for name in _AS_KEPT},
            "progress": RenderingProgress(done=done, total=STEPS),
            "file_name": file_name(row),
            "sha256": row.sha256 and row.sha256.hex(),
        },
        from_attributes=True,
    )


_AS_KEPT = (
    *("id", "template", "format", "language", "programme", "subject"),
    *(
        "first_year",
        "last_year",
        "currency",
        "narratives",
        "template_version",
        "state",
        "failure",
        "size",
        "created_at",
        "ready_at",
    ),
    "expires_at",
)
