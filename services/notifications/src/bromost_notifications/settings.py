from ipaddress import ip_network

from pydantic import field_validator
from pydantic_settings import SettingsConfigDict

from bromost_common.settings import MailSettings

# The database role that web and worker processes act as.
ROLE = "bromost_notifications"


class Settings(MailSettings):
    """Everything that the environment decides for this service."""

    model_config = SettingsConfigDict(
        env_prefix="BROMOST_NOTIFICATIONS_", env_ignore_empty=True
    )
    # Of the house's own, which webhooks may be sent into besides the internet: such as
    # `10.2.0.0/16 fd12::/48`.
    webhook_networks: str = ""
    # Also to http://, for receivers in such a network.
    webhook_http: bool = False

    @field_validator("webhook_networks")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        for one in value.split():
            ip_network(one)
        return value
