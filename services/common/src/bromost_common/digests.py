"""What is stored in place of a secret that was made here."""

import hashlib


def token_digest(token: str) -> bytes:
    """SHA-256 of a token, key or one-time link: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
