"""Signatures of Standard Webhooks 1.0.0: `v1`, HMAC-SHA256 over id, time and body."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from bromost_common.secrets_at_rest import SecretBox

PREFIX = "whsec_"
# The specification takes 24 to 64.
KEY_BYTES = 32


def new_secret() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def written(secret: bytes) -> str:
    """As receivers are given it."""
    return PREFIX + base64.b64encode(secret).decode()


def seal(box: SecretBox, endpoint_id: UUID, secret: bytes) -> bytes:
    return box.seal(secret, purpose=_purpose(endpoint_id))


def opened(box: SecretBox, endpoint_id: UUID, sealed: bytes) -> bytes:
    """Raises `SecretKeyError` where it was sealed by another key, or elsewhere."""
    return box.open(sealed, purpose=_purpose(endpoint_id))


def _purpose(endpoint_id: UUID) -> str:
    return f"webhook secret of {endpoint_id}"


def signed(
    message_id: UUID, at: datetime, body: bytes, keys: Iterable[bytes]
) -> dict[str, str]:
    """The headers of a message; one signature for each key, so that keys can change."""
    timestamp = str(int(at.timestamp()))
    content = f"{message_id}.{timestamp}.".encode() + body
    signatures = (
        base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
        for key in keys
    )
    return {
        "webhook-id": str(message_id),
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{one}" for one in signatures),
    }
