"""What this service's tables tell about people."""

from bromost_common.personal_data import history
from bromost_common.privacy import (
    Category,
    Kept,
    KeptBecause,
    OnErasure,
    PersonalColumn,
    PersonalTable,
    Since,
    impersonal,
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
            _text("text"),
            _text("reason"),
        ),
        whose="recorded_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"state", "status"}),
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
            PersonalColumn("baseline_method", Category.FREE_TEXT, OnErasure.REDACT),
        ),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"baseline_state", "origin_mode"}),
    ),
    PersonalTable(
        "indicators.indicator_responsible",
        columns=(PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),),
        whose="account_id = :person",
    ),
    PersonalTable(
        "indicators.definition_version",
        columns=(
            PersonalColumn("created_by", Category.ACTIVITY, OnErasure.KEEP),
            *map(_text, ("name", "description", "source", "method", "note")),
            # By function, never by name.
            _text("responsible"),
        ),
        whose="created_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset(
            {
                *("original_language", "kind", "unit", "unit_name"),
                *("direction", "cumulation", "over_time", "over_children"),
                *("population", "scale", "formula", "frequency", "sdg", "dac"),
            }
        ),
    ),
    PersonalTable(
        "indicators.entry_step",
        columns=(
            PersonalColumn("account_id", Category.ACTIVITY, OnErasure.KEEP),
            _text("reason"),
        ),
        whose="account_id = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"status"}),
    ),
    PersonalTable(
        "indicators.check_confirmation",
        columns=(
            PersonalColumn("account_id", Category.ACTIVITY, OnErasure.KEEP),
            _text("comment"),
        ),
        whose="account_id = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"finding", "meaning"}),
    ),
    PersonalTable(
        "indicators.follow_up",
        columns=(
            PersonalColumn("marked_by", Category.ACTIVITY, OnErasure.KEEP),
            _text("note"),
        ),
        whose="marked_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
    ),
    PersonalTable(
        "indicators.overlap",
        columns=(
            PersonalColumn("recorded_by", Category.ACTIVITY, OnErasure.KEEP),
            _text("source"),
            _text("reason"),
        ),
        whose="recorded_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"between_what", "part_ids"}),
    ),
    PersonalTable(
        "indicators.entry_evidence",
        columns=(_text("name"), _text("address")),
        kept_because=KeptBecause.OFFICIAL_RECORD,
    ),
    PersonalTable(
        "indicators.file",
        columns=(
            # What is in it may be personal as well: a reviewer takes it away, with a
            # reason. A copy names one's files, which are fetched on their pages.
            _text("name"),
            PersonalColumn("uploaded_by", Category.ACTIVITY, OnErasure.KEEP),
        ),
        whose="uploaded_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"media_type", "state", "sha256"}),
    ),
    impersonal("indicators.file_chunk", "content"),
    impersonal("indicators.entry_cell", "state"),
    PersonalTable(
        "indicators.period_lock",
        columns=(
            _text("reason"),
            PersonalColumn("locked_by", Category.ACTIVITY, OnErasure.KEEP),
        ),
        whose="locked_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
    ),
    PersonalTable(
        "indicators.lock_exception",
        columns=(PersonalColumn("account_id", Category.ACTIVITY, OnErasure.DELETE),),
        whose="account_id = :person",
    ),
    impersonal("indicators.programme_rules"),
    PersonalTable(
        "indicators.reporting_requirement",
        columns=(
            _text("title"),
            PersonalColumn("responsible_id", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("signer_id", Category.ACTIVITY, OnErasure.KEEP),
        ),
        whose="responsible_id = :person OR signer_id = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset(
            {"kind", "original_language", "owed_by", "rhythm", "parts"}
            | {"organisation_ids", "sections"}
        ),
    ),
    impersonal("indicators.reporting_period"),
    PersonalTable(
        "indicators.report",
        columns=(
            PersonalColumn("responsible_id", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("signer_id", Category.ACTIVITY, OnErasure.KEEP),
        ),
        whose="responsible_id = :person OR signer_id = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"kind", "parts", "status", "sections"}),
    ),
    PersonalTable(
        "indicators.report_step",
        columns=(
            PersonalColumn("account_id", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("signer_id", Category.ACTIVITY, OnErasure.KEEP),
            _text("reason"),
            _text("sections"),
        ),
        whose="account_id = :person OR signer_id = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"step"}),
    ),
    PersonalTable(
        "indicators.report_text",
        columns=(
            _text("words"),
            PersonalColumn("written_by", Category.ACTIVITY, OnErasure.KEEP),
        ),
        whose="written_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"section"}),
    ),
    PersonalTable(
        "indicators.report_part",
        columns=(
            _text("words"),
            PersonalColumn("written_by", Category.ACTIVITY, OnErasure.KEEP),
        ),
        whose="written_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"section"}),
    ),
    PersonalTable(
        "indicators.report_comment",
        columns=(
            PersonalColumn("words", Category.FREE_TEXT, OnErasure.ANONYMISE),
            PersonalColumn("written_by", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("resolved_by", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("mentions", Category.ACTIVITY, OnErasure.KEEP),
        ),
        # Talk about the work, and no record of it.
        kept=Kept(
            Since.ENDED,
            365,
            "EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id"
            " AND r.status = 'accepted'"
            " AND r.updated_at < now() - interval '365 days')",
        ),
        whose="written_by = :person",
        kept_because=KeptBecause.NAMES_NOBODY,
        also="withdrawn_at = coalesce(withdrawn_at, now())",
        impersonal=frozenset({"section"}),
    ),
    PersonalTable(
        "indicators.report_file",
        columns=(PersonalColumn("added_by", Category.ACTIVITY, OnErasure.KEEP),),
        whose="added_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
    ),
    PersonalTable(
        "indicators.report_version",
        columns=(
            # Official texts; whoever wrote them is kept by their id alone.
            _text("contents"),
            PersonalColumn("accepted_by", Category.ACTIVITY, OnErasure.KEEP),
        ),
        whose="accepted_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
    ),
    PersonalTable(
        "indicators.cross_check",
        columns=(_text("message"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset(
            {"definition_ids", "comparison", "original_language", "meaning"}
        ),
    ),
    PersonalTable(
        "indicators.contribution_link",
        columns=(
            PersonalColumn(
                "name", Category.IDENTITY, OnErasure.ANONYMISE, becomes=":pseudonym"
            ),
            PersonalColumn("email", Category.CONTACT, OnErasure.ANONYMISE),
            PersonalColumn("message", Category.FREE_TEXT, OnErasure.ANONYMISE),
            PersonalColumn("made_by", Category.ACTIVITY, OnErasure.KEEP),
        ),
        # Who told a value stays with it; of who told nothing, nothing stays.
        kept=Kept(
            Since.ENDED,
            90,
            "coalesce(withdrawn_at, expires_at) < now() - interval '90 days'"
            " AND NOT EXISTS (SELECT FROM indicators.entry e"
            " WHERE e.recorded_by = contribution_link.id)",
        ),
        whose="id = :person OR lower(email) = ANY (:emails)",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        also="withdrawn_at = coalesce(withdrawn_at, now()), version = version + 1",
        impersonal=frozenset({"language", "token_digest"}),
    ),
    impersonal("indicators.contribution_ask"),
    PersonalTable(
        "indicators.contribution_session",
        kept=Kept(Since.ENDED, 1, "expires_at < now() - interval '1 day'"),
        impersonal=frozenset({"token_digest"}),
    ),
    impersonal("indicators.definition", "code"),
    impersonal("indicators.axis", "code", "name", "original_language"),
    impersonal("indicators.category", "code", "name"),
    impersonal(
        "indicators.figure",
        *("include", "inputs", "status", "progress_missing", "progress_basis"),
        *("life_state", "life_marks", "to_date_state", "to_date_marks"),
    ),
    impersonal(
        "indicators.period_figure",
        *("include", "status", "progress_missing", "progress_basis"),
        *("given_state", "given_marks", "shown_state", "shown_marks", "rule"),
    ),
    impersonal(
        "indicators.cell_figure",
        *("cell", "include"),
        *("life_state", "life_marks", "to_date_state", "to_date_marks"),
    ),
    impersonal(
        "indicators.cell_period_figure",
        *("cell", "include"),
        *("given_state", "given_marks", "shown_state", "shown_marks"),
    ),
    impersonal("indicators.figure_due"),
    impersonal("indicators.standing", "kind", "status"),
    impersonal("indicators.standing_due"),
    impersonal("indicators.figure_audit", "examples"),
    impersonal("indicators.figure_audit_part", "examples"),
)
