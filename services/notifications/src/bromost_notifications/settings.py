from pydantic_settings import SettingsConfigDict

from bromost_common.settings import MailSettings

# The database role that web and worker processes act as.
ROLE = "bromost_notifications"


class Settings(MailSettings):
    """Everything that the environment decides for this service."""

    model_config = SettingsConfigDict(
        env_prefix="BROMOST_NOTIFICATIONS_", env_ignore_empty=True
    )
