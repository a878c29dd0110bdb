from pydantic_settings import SettingsConfigDict

from bromost_common.settings import ServiceSettings


class Settings(ServiceSettings):
    """Everything that the environment decides for this service."""

    model_config = SettingsConfigDict(env_prefix="BROMOST_INDICATORS_")
