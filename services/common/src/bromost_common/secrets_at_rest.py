"""Secrets that must be read again are stored encrypted: AES-256-GCM with a key id.

The installation's key is outside of the database (`BROMOST_SECRET_KEY`), so a copy of
the database alone gives none of them away. Several keys, separated by spaces, are a
rotation: the first one seals, all of them open.
"""

import base64
import hashlib
import secrets
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import SecretStr

from .errors import ConflictError

KEY_BYTES = 32
_FORMAT = b"\x01"
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12
_HEAD = len(_FORMAT) + _KEY_ID_BYTES


class SecretKeyError(RuntimeError):
    """The installation's key is missing, misshapen, or not the one that sealed."""


class NoSecretKeyError(ConflictError):
    """The installation cannot keep secrets, so what needs one cannot be had."""

    code = "no_secret_key"


def new_key() -> str:
    """A key as `BROMOST_SECRET_KEY` takes it."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


class SecretBox:
    """Seals and opens; `purpose` binds a secret to the place that it is stored in."""

    def __init__(self, keys: list[bytes]) -> None:
        self._ciphers = {_key_id(key): AESGCM(key) for key in keys}
        self._first = _key_id(keys[0])

    @classmethod
    def of(cls, setting: SecretStr | None) -> Self:
        written = setting.get_secret_value().split() if setting else []
        if not written:
            raise SecretKeyError(
                "BROMOST_SECRET_KEY is not set; `bromost secret-key` makes one."
            )
        return cls([_key(one) for one in written])

    def seal(self, secret: bytes, *, purpose: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        head = _FORMAT + self._first
        sealed = self._ciphers[self._first].encrypt(
            nonce, secret, head + purpose.encode()
        )
        return head + nonce + sealed

    def open(self, sealed: bytes, *, purpose: str) -> bytes:
        """The secret; raises `SecretKeyError` if it was sealed otherwise."""
        head, rest = sealed[:_HEAD], sealed[_HEAD:]
        cipher = self._ciphers.get(head[len(_FORMAT) :])
        if cipher is None or not head.startswith(_FORMAT):
            raise SecretKeyError("This was sealed with a key that is not there.")
        nonce, body = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
        try:
            return cipher.decrypt(nonce, body, head + purpose.encode())
        except InvalidTag as error:
            raise SecretKeyError("This was changed, or sealed elsewhere.") from error


def _key(written: str) -> bytes:
    try:
        key = base64.b64decode(written, altchars=b"-_", validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise SecretKeyError("A key of BROMOST_SECRET_KEY is 32 bytes in base64url.")
    return key


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"bromost key id" + key).digest()[:_KEY_ID_BYTES]


def at_hand(box: SecretBox | None) -> SecretBox:
    """The installation's; raises `NoSecretKeyError` where it has none."""
    if box is None:
        raise NoSecretKeyError(
            "This installation has no key to keep secrets with."
            " Its administrator sets BROMOST_SECRET_KEY."
        )
    return box
