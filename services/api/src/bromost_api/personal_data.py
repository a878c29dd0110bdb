"""What the registry's tables tell about people."""

from bromost_common.personal_data import PERSONAL_DATA as SHARED
from bromost_common.personal_data import history
from bromost_common.privacy import (
    Basis,
    Category,
    Kept,
    KeptBecause,
    OnErasure,
    PersonalColumn,
    PersonalTable,
    Purpose,
    Since,
    impersonal,
)

_OWN = "account_id = :person"
_INVITED = "accepted_by = :person OR lower(email) = ANY (:emails)"
_OWN_LINKS = (
    "account_id = :person OR subject_id IN (SELECT id FROM api.invitation"
    " WHERE accepted_by = :person OR lower(email) = ANY (:emails))"
)
_ADDRESS_GONE = "'erased-' || :handle || '@erased.invalid'"
_SECRET = (Category.CREDENTIAL, OnErasure.DELETE)


def _official(name: str) -> PersonalColumn:
    """An official text, which may name people in their function."""
    return PersonalColumn(name, Category.FREE_TEXT, OnErasure.KEEP)


def _note(name: str) -> PersonalColumn:
    """A text beside the record; whoever it names is taken out of it."""
    return PersonalColumn(name, Category.FREE_TEXT, OnErasure.REDACT)


def _secret(name: str) -> PersonalColumn:
    return PersonalColumn(name, *_SECRET, is_secret=True)


ACCOUNTS = (
    PersonalTable(
        "api.account",
        columns=(
            PersonalColumn(
                "email",
                Category.CONTACT,
                OnErasure.ANONYMISE,
                becomes=_ADDRESS_GONE,
            ),
            PersonalColumn(
                "display_name",
                Category.IDENTITY,
                OnErasure.ANONYMISE,
                becomes=":pseudonym",
            ),
            PersonalColumn(
                "password_hash",
                Category.CREDENTIAL,
                OnErasure.ANONYMISE,
                is_secret=True,
            ),
        ),
        purpose=Purpose.ACCOUNTS,
        whose="id = :person",
        kept_because=KeptBecause.NAMES_NOBODY,
        also="is_active = false, version = version + 1, updated_at = now()",
        impersonal=frozenset({"locale"}),
    ),
    PersonalTable(
        "api.role_assignment",
        columns=(PersonalColumn("role", Category.ROLE, OnErasure.KEEP),),
        purpose=Purpose.ACCOUNTS,
        whose=_OWN,
        kept_because=KeptBecause.ACCOUNTABILITY,
        also="valid_to = least(coalesce(valid_to, current_date), "
        "greatest(valid_from, current_date - 1))",
        impersonal=frozenset({"scope_type"}),
    ),
    PersonalTable(
        "api.session",
        columns=(
            _secret("token_digest"),
            PersonalColumn("device", Category.DEVICE, OnErasure.DELETE),
            PersonalColumn("network", Category.DEVICE, OnErasure.DELETE),
        ),
        purpose=Purpose.SIGN_IN_SECURITY,
        basis=Basis.LEGITIMATE_INTEREST,
        kept=Kept(
            Since.ENDED,
            30,
            "least(coalesce(ended_at, expires_at), idle_until)"
            " < now() - interval '30 days'",
        ),
        whose=_OWN,
        impersonal=frozenset({"method", "second_factor"}),
    ),
)

SIGN_IN = (
    PersonalTable(
        "api.ceremony",
        columns=(_secret("token_digest"), _secret("challenge")),
        purpose=Purpose.SIGN_IN_SECURITY,
        basis=Basis.LEGITIMATE_INTEREST,
        kept=Kept(Since.ENDED, 1, "expires_at < now() - interval '1 day'"),
        whose=_OWN,
        impersonal=frozenset({"purpose"}),
    ),
    PersonalTable(
        "api.totp_factor",
        columns=(_secret("sealed_secret"),),
        purpose=Purpose.SIGN_IN_SECURITY,
        whose=_OWN,
    ),
    PersonalTable(
        "api.passkey",
        columns=(
            PersonalColumn("name", Category.DEVICE, OnErasure.DELETE),
            _secret("credential_id"),
            _secret("public_key"),
        ),
        purpose=Purpose.SIGN_IN_SECURITY,
        whose=_OWN,
        impersonal=frozenset({"transports"}),
    ),
    PersonalTable(
        "api.recovery_code",
        columns=(_secret("code_digest"),),
        purpose=Purpose.SIGN_IN_SECURITY,
        whose=_OWN,
    ),
    PersonalTable(
        "api.one_time_link",
        columns=(_secret("token_digest"),),
        purpose=Purpose.SIGN_IN_SECURITY,
        basis=Basis.LEGITIMATE_INTEREST,
        kept=Kept(Since.ENDED, 30, "expires_at < now() - interval '30 days'"),
        # Goes before the invitations lose the address that says whose they are.
        whose=_OWN_LINKS,
        impersonal=frozenset({"purpose"}),
    ),
    PersonalTable(
        "api.reset_request",
        columns=(PersonalColumn("email", Category.CONTACT, OnErasure.DELETE),),
        purpose=Purpose.SIGN_IN_SECURITY,
        basis=Basis.LEGITIMATE_INTEREST,
        kept=Kept(Since.CREATED, 1, "created_at < now() - interval '1 day'"),
        whose="lower(email) = ANY (:emails)",
    ),
    PersonalTable(
        "api.identity",
        columns=(
            PersonalColumn("issuer", Category.IDENTITY, OnErasure.DELETE),
            PersonalColumn("subject", Category.IDENTITY, OnErasure.DELETE),
        ),
        purpose=Purpose.ACCOUNTS,
        whose=_OWN,
        impersonal=frozenset({"provider"}),
    ),
    PersonalTable(
        "api.provider_sign_in",
        columns=(
            *(_secret("state_digest"), _secret("browser_digest")),
            *(_secret("nonce"), _secret("code_verifier")),
        ),
        purpose=Purpose.SIGN_IN_SECURITY,
        basis=Basis.LEGITIMATE_INTEREST,
        kept=Kept(Since.ENDED, 1, "expires_at < now() - interval '1 day'"),
        whose=_OWN,
        impersonal=frozenset({"provider", "return_to"}),
    ),
    PersonalTable(
        "api.provider_session",
        columns=(_secret("sid"),),
        purpose=Purpose.SIGN_IN_SECURITY,
        whose="identity_id IN (SELECT id FROM api.identity WHERE account_id = :person)",
    ),
    PersonalTable(
        "api.mail",
        columns=(
            PersonalColumn("recipient", Category.CONTACT, OnErasure.DELETE),
            PersonalColumn(
                "params", Category.FREE_TEXT, OnErasure.DELETE, is_secret=True
            ),
        ),
        purpose=Purpose.MAIL,
        kept=Kept(Since.ENDED, 30, "ended_at < now() - interval '30 days'"),
        whose="lower(recipient) = ANY (:emails)",
        impersonal=frozenset({"kind", "locale", "state", "failure"}),
    ),
)

PEOPLE = (
    PersonalTable(
        "api.membership",
        columns=(PersonalColumn("title", Category.ROLE, OnErasure.ANONYMISE),),
        purpose=Purpose.PEOPLE,
        whose=_OWN,
        kept_because=KeptBecause.ACCOUNTABILITY,
        also="left_on = least(coalesce(left_on, current_date),"
        " greatest(joined_on, current_date)), version = version + 1",
    ),
    PersonalTable(
        "api.contact_person",
        columns=(
            PersonalColumn(
                "name",
                Category.IDENTITY,
                OnErasure.ANONYMISE,
                becomes="CASE WHEN name IS NOT NULL THEN :pseudonym END",
            ),
            PersonalColumn("email", Category.CONTACT, OnErasure.ANONYMISE),
            PersonalColumn("phone", Category.CONTACT, OnErasure.ANONYMISE),
            PersonalColumn("title", Category.ROLE, OnErasure.ANONYMISE),
            PersonalColumn(
                "source", Category.FREE_TEXT, OnErasure.ANONYMISE, becomes="'-'"
            ),
        ),
        purpose=Purpose.PEOPLE,
        whose=f"id = :person OR {_OWN}",
        kept_because=KeptBecause.NAMES_NOBODY,
        also="valid_to = least(coalesce(valid_to, current_date),"
        " greatest(valid_from, current_date)), version = version + 1",
        impersonal=frozenset({"function", "function_words", "language", "legal_basis"}),
    ),
    PersonalTable(
        "api.invitation",
        columns=(
            PersonalColumn(
                "email", Category.CONTACT, OnErasure.ANONYMISE, becomes=_ADDRESS_GONE
            ),
            PersonalColumn("title", Category.ROLE, OnErasure.ANONYMISE),
            PersonalColumn("message", Category.FREE_TEXT, OnErasure.ANONYMISE),
        ),
        purpose=Purpose.PEOPLE,
        kept=Kept(
            Since.ENDED,
            365,
            "coalesce(accepted_at, withdrawn_at, expires_at)"
            " < now() - interval '365 days'",
        ),
        whose=_INVITED,
        kept_because=KeptBecause.ACCOUNTABILITY,
        impersonal=frozenset({"language"}),
    ),
    impersonal("api.invitation_role", "role", "scope_type"),
)

MACHINES = (
    PersonalTable(
        "api.machine",
        columns=(
            PersonalColumn("name", Category.FREE_TEXT, OnErasure.DELETE),
            PersonalColumn("handle", Category.CREDENTIAL, OnErasure.DELETE),
            PersonalColumn("networks", Category.DEVICE, OnErasure.DELETE),
            _secret("public_jwks"),
        ),
        purpose=Purpose.ACCOUNTS,
        whose=_OWN,
        impersonal=frozenset({"kind", "permissions", "limited_to"}),
    ),
    PersonalTable(
        "api.machine_secret",
        columns=(_secret("digest"),),
        purpose=Purpose.SIGN_IN_SECURITY,
        whose="machine_id IN (SELECT id FROM api.machine WHERE account_id = :person)",
    ),
    PersonalTable(
        "api.saved_view",
        columns=(
            PersonalColumn("name", Category.FREE_TEXT, OnErasure.DELETE),
            PersonalColumn("search", Category.FREE_TEXT, OnErasure.DELETE),
        ),
        purpose=Purpose.ACCOUNTS,
        whose=_OWN,
        impersonal=frozenset({"path"}),
    ),
    PersonalTable(
        "api.rendering",
        columns=(
            PersonalColumn("rights", Category.ROLE, OnErasure.DELETE),
            PersonalColumn("narratives", Category.ACTIVITY, OnErasure.DELETE),
        ),
        purpose=Purpose.ACCOUNTS,
        whose=_OWN,
        kept=Kept(Since.CREATED, 7, "expires_at < now()"),
        impersonal=frozenset(
            {
                *("template", "format", "language", "currency", "permissions"),
                *("state", "failure", "sha256", "project_ids"),
            }
        ),
    ),
    impersonal("api.analysis_access", "login", "ends_on"),
    impersonal("api.rendering_chunk", "content"),
    impersonal("api.reminder", "kind"),
    impersonal("api.used_assertion", "digest"),
    impersonal("api.signing_key", "public_jwk", "private_sealed"),
)

RECORDS = (
    PersonalTable(
        "api.organisation",
        columns=(_official("name"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"kind", "country_code", "place_name", "website"}),
    ),
    PersonalTable(
        "api.organisation_alias",
        columns=(_official("name"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"language"}),
    ),
    PersonalTable(
        "api.programme",
        columns=(_official("title"), _official("description")),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"code", "funding_scheme", "original_language"}),
    ),
    PersonalTable(
        "api.programme_goal",
        columns=(_official("text"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
    ),
    PersonalTable(
        "api.project",
        columns=(_official("title"), _official("summary")),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"code", "status", "original_language"}),
    ),
    PersonalTable(
        "api.project_objective",
        columns=(_official("text"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"kind"}),
    ),
    PersonalTable(
        "api.project_component",
        columns=(_official("title"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
    ),
    PersonalTable(
        "api.partnership",
        columns=(_official("name"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"link_type"}),
    ),
    PersonalTable(
        "api.network",
        columns=(_official("name"), _official("description")),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"code", "original_language"}),
    ),
    PersonalTable(
        "api.partnership_status",
        columns=(_note("reason"),),
        impersonal=frozenset({"status"}),
    ),
    PersonalTable(
        "api.budget_line",
        columns=(_note("note"),),
        impersonal=frozenset({"currency"}),
    ),
    PersonalTable(
        "api.transaction",
        columns=(_note("note"), _note("reason")),
        impersonal=frozenset({"kind", "currency", "voucher"}),
    ),
    PersonalTable(
        "api.sub_award",
        columns=(_note("note"),),
        impersonal=frozenset({"kind", "currency", "method"}),
    ),
    PersonalTable(
        "api.funding_round",
        columns=(_official("name"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"original_language"}),
    ),
    PersonalTable(
        "api.funding_application", impersonal=frozenset({"outcome", "currency"})
    ),
    PersonalTable("api.co_financing", impersonal=frozenset({"currency"})),
    PersonalTable(
        "api.practice",
        columns=(
            *(_official("title"), _official("summary"), _official("text")),
            PersonalColumn("submitted_by", Category.ACTIVITY, OnErasure.KEEP),
            PersonalColumn("reviewed_by", Category.ACTIVITY, OnErasure.KEEP),
        ),
        whose="submitted_by = :person OR reviewed_by = :person",
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"kind", "original_language", "state"}),
    ),
    PersonalTable(
        "api.document_template",
        columns=(_official("contents"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"kind"}),
    ),
    PersonalTable(
        "api.publication",
        columns=(_official("document"),),
        kept_because=KeptBecause.OFFICIAL_RECORD,
        impersonal=frozenset({"countries", "themes"}),
    ),
)

_FILE_DAYS = 365
_OLD_FILE = (
    "batch_id IN (SELECT id FROM api.import_batch"
    " WHERE updated_at < now() - interval '365 days')"
)
IMPORTS = (
    PersonalTable(
        "api.import_batch",
        columns=(
            PersonalColumn("actor_id", Category.ACTIVITY, OnErasure.KEEP),
            _note("file_name"),
            _note("headers"),
            _note("settings"),
            _note("failure"),
        ),
        purpose=Purpose.IMPORTS,
        whose="actor_id = :person",
        kept_because=KeptBecause.ACCOUNTABILITY,
        impersonal=frozenset(
            {
                *("state", "format", "encoding", "delimiter", "sheet", "mode"),
                *("content_digest", "header_signature", "analysis_digest"),
                *("counts", "created"),
            }
        ),
    ),
    PersonalTable(
        "api.import_row",
        columns=(_note("cells"),),
        purpose=Purpose.IMPORTS,
        kept=Kept(Since.CREATED, _FILE_DAYS, _OLD_FILE),
    ),
    PersonalTable(
        "api.import_outcome",
        columns=(_note("reasons"), _note("detail")),
        purpose=Purpose.IMPORTS,
        kept=Kept(Since.CREATED, _FILE_DAYS, _OLD_FILE),
        impersonal=frozenset({"outcome"}),
    ),
    PersonalTable(
        "api.import_name",
        columns=(
            *(_note("text"), _note("matched"), _note("candidates")),
            _note("organisation_name"),
        ),
        purpose=Purpose.IMPORTS,
        kept=Kept(Since.CREATED, _FILE_DAYS, _OLD_FILE),
        impersonal=frozenset({"country_code", "used_as", "state", "how"}),
    ),
    PersonalTable(
        "api.import_change",
        columns=(_note("detail"),),
        purpose=Purpose.IMPORTS,
        impersonal=frozenset({"kind", "action"}),
    ),
)

CODES = (
    impersonal(
        *("api.country", "code", "alpha3", "numeric_code", "kind", "name"),
        "former_name",
    ),
    impersonal("api.country_alias", "country_code", "name"),
    impersonal("api.currency", "code", "name"),
    impersonal("api.conversion_rate", "from_currency", "to_currency", "source"),
    impersonal("api.theme", "code", "name"),
    impersonal("api.organisation_identifier", "scheme", "value"),
    impersonal("api.programme_role", "role"),
    impersonal("api.project_role", "role"),
    impersonal("api.project_country", "country_code"),
    impersonal("api.partnership_member", "role"),
    impersonal("api.import_mapping", "header_signature", "settings"),
)

HISTORY = history("api")
PERSONAL_DATA = (
    *ACCOUNTS,
    *SIGN_IN,
    *PEOPLE,
    *MACHINES,
    *RECORDS,
    *IMPORTS,
    *CODES,
    HISTORY,
)
# The registry also looks after what all services share.
TABLES = (*PERSONAL_DATA, *SHARED)
