from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from bromost_common.settings import MailSettings

from .single_sign_on.providers import IdentityProviders


class Settings(MailSettings):
    """Everything that the environment decides for this service."""

    model_config = SettingsConfigDict(env_prefix="BROMOST_API_", env_ignore_empty=True)

    # Where the newest seal of the audit log is written down, beside the database.
    audit_heads: Path | None = Field(
        default=None, validation_alias="BROMOST_AUDIT_HEADS"
    )
    # A JSON list, or the path of a file that holds one.
    identity_providers: IdentityProviders = ()

    # Asked of everybody whose roles change something.
    require_second_factor: bool = Field(
        default=False, validation_alias="BROMOST_REQUIRE_SECOND_FACTOR"
    )
    # Who answers for the personal data; the privacy notice says so.
    controller_name: str | None = Field(
        default=None, validation_alias="BROMOST_CONTROLLER_NAME"
    )
    controller_contact: str | None = Field(
        default=None, validation_alias="BROMOST_CONTROLLER_CONTACT"
    )
    protection_officer: str | None = Field(
        default=None, validation_alias="BROMOST_PROTECTION_OFFICER"
    )
    supervisory_authority: str | None = Field(
        default=None, validation_alias="BROMOST_SUPERVISORY_AUTHORITY"
    )
