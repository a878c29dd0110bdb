from pydantic_settings import SettingsConfigDict

from bromost_common.files.settings import FileSettings


class Settings(FileSettings):
    """Everything that the environment decides for this service."""

    model_config = SettingsConfigDict(env_prefix="BROMOST_INDICATORS_")
