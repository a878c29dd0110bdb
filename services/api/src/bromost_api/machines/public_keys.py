"""The public keys of clients that prove themselves by signatures."""

from collections.abc import Mapping
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import urlsafe_b64decode

from bromost_common.errors import invalid

from .schemas import PublicKey, PublicKeySet

LEAST_RSA_BITS = 2048
_KINDS: dict[str, type[ECKey | RSAKey]] = {"EC": ECKey, "RSA": RSAKey}


def checked_key_set(wanted: PublicKeySet) -> dict[str, Any]:
    """The set as it is stored, or an `InvalidError` that names the key."""
    ids = [key.kid for key in wanted.keys]
    for number, key in enumerate(wanted.keys):
        where = ("body", "public_keys", "keys", number)
        if ids.count(key.kid) > 1:
            raise invalid(*where, "kid", code="duplicate", message="Two keys share it.")
        try:
            _check(key)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise invalid(
                *where,
                code="invalid_public_key",
                message="Give an EC key (P-256), or RSA of 2048 bits or more.",
            ) from error
    return wanted.model_dump(mode="json", exclude_none=True)


def _check(key: PublicKey) -> None:
    if key.n and 8 * len(urlsafe_b64decode(key.n.encode())) < LEAST_RSA_BITS:
        raise ValueError(key.kid)
    made = import_key(key.model_dump(exclude_none=True))
    if isinstance(made, ECKey) and key.crv != "P-256":
        raise ValueError(key.kid)
    # The numbers may be in range and still no point of the curve.
    made.public_key.public_numbers() if isinstance(made, ECKey) else None


def import_key(key: Mapping[str, Any]) -> ECKey | RSAKey:
    return _KINDS[key["kty"]].import_key(dict(key))
