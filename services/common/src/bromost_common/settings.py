"""What the environment decides for every service."""

from email.utils import parseaddr
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """Shared settings; each service adds its prefix and its own.

    `database_url` names a login that may act as the service's database role.
    """

    model_config = SettingsConfigDict(populate_by_name=True)

    database_url: SecretStr = Field(validation_alias="BROMOST_DATABASE_URL")
    public_url: str = Field(
        default="http://127.0.0.1:8000", validation_alias="BROMOST_PUBLIC_URL"
    )
    # Seals what must be read again: signing keys, seeds of second factors.
    secret_key: SecretStr | None = Field(
        default=None, validation_alias="BROMOST_SECRET_KEY"
    )
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)
    trusted_proxies: str = Field(
        default="127.0.0.1", validation_alias="BROMOST_TRUSTED_PROXIES"
    )
    patience_seconds: float = Field(default=20, gt=0)
    pool_size: int = Field(default=6, ge=1, le=50)
    # By one session; ten times as many by one network. 0 is without a limit.
    requests_per_minute: int = Field(
        default=3_000, ge=0, validation_alias="BROMOST_REQUESTS_PER_MINUTE"
    )
    max_body_bytes: int = Field(default=1_000_000, ge=10_000)
    # A file of 20 MB, and the form around it.
    max_upload_bytes: int = Field(default=20_100_000, ge=10_000)

    @property
    def issuer(self) -> str:
        """Who signs access tokens: the installation, by the address people use."""
        return self.public_url.rstrip("/")

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")


class MailSettings(ServiceSettings):
    """Of a service that sends mail."""

    # smtps://user:password@host (TLS), smtp+starttls://…, or smtp:// to this machine.
    smtp_url: SecretStr | None = Field(
        default=None, validation_alias="BROMOST_SMTP_URL"
    )
    mail_from: str = Field(default="", validation_alias="BROMOST_MAIL_FROM")

    @property
    def sends_mail(self) -> bool:
        return self.smtp_url is not None

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if self.sends_mail and "@" not in parseaddr(self.mail_from)[1]:
            raise ValueError("BROMOST_MAIL_FROM must name the sender's address")
        return self
