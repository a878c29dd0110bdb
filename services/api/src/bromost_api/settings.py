from email.utils import parseaddr
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from bromost_common.settings import ServiceSettings

from .single_sign_on.providers import IdentityProviders


class Settings(ServiceSettings):
    """Everything that the environment decides for this service."""

    model_config = SettingsConfigDict(env_prefix="BROMOST_API_", env_ignore_empty=True)

    # smtps://user:password@host (TLS), smtp+starttls://…, or smtp:// to this machine.
    smtp_url: SecretStr | None = Field(
        default=None, validation_alias="BROMOST_SMTP_URL"
    )
    # Where the newest seal of the audit log is written down, beside the database.
    audit_heads: Path | None = Field(
        default=None, validation_alias="BROMOST_AUDIT_HEADS"
    )
    mail_from: str = Field(default="", validation_alias="BROMOST_MAIL_FROM")
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

    @property
    def sends_mail(self) -> bool:
        return self.smtp_url is not None

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if self.sends_mail and "@" not in parseaddr(self.mail_from)[1]:
            raise ValueError("BROMOST_MAIL_FROM must name the sender's address")
        return self
