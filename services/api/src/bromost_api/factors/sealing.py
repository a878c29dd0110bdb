"""What seals the secrets of second factors, where the settings name a key."""

from bromost_api.settings import Settings
from bromost_common.secrets_at_rest import SecretBox


def secret_box(settings: Settings) -> SecretBox | None:
    return SecretBox.of(settings.secret_key) if settings.secret_key else None
