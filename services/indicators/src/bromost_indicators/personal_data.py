"""What this service's tables tell about people."""

from bromost_common.personal_data import history
from bromost_common.privacy import (
    Category,
    KeptBecause,
    OnErasure,
    PersonalColumn,
    PersonalTable,
)


def _text(name: str) -> PersonalColumn:
    """An official text, which may name people in their function."""
    return PersonalColumn(name, Category.FREE_TEXT, OnErasure.KEEP)


PERSONAL_DATA = (
    history("indicators"),
    PersonalTable(
        "indicators.entry",
        columns=(
            PersonalColumn("recorded_by", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("comment", Category.FREE_TEXT, OnErasure.REDACT),
        ),
        whose="recorded_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"state"}),
    ),
    PersonalTable(
        "indicators.result",
        columns=(_text("title"), _text("description"), _text("municipal_task")),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"kind", "original_language", "origin_mode", "builds"}),
    ),
    PersonalTable(
        "indicators.contribution",
        columns=(_text("assumption"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"strength"}),
    ),
    PersonalTable(
        "indicators.rollup",
        columns=(_text("note"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
    ),
    PersonalTable(
        "indicators.place",
        columns=(_text("name"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"original_language", "country_code"}),
    ),
    PersonalTable(
        "indicators.indicator",
        columns=(
            _text("title"),
            PersonalColumn("baseline_note", Category.FREE_TEXT, OnErasure.REDACT),
            PersonalColumn("source", Category.FREE_TEXT, OnErasure.REDACT),
        ),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"unit", "unit_name", "direction", "origin_mode"}),
    ),
)
