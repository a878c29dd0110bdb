"""Whose sign-in takes a second factor, where the installation asks for one."""

from collections.abc import Collection

from bromost_api.accounts.service import WITHOUT_FACTOR
from bromost_api.settings import Settings
from bromost_common.auth import Role
from bromost_common.secrets_at_rest import SecretBox


def is_required(settings: Settings, roles: Collection[Role]) -> bool:
    return settings.require_second_factor and not WITHOUT_FACTOR.issuperset(roles)


def secret_box(settings: Settings) -> SecretBox | None:
    return SecretBox.of(settings.secret_key) if settings.secret_key else None
