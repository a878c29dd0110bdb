"""An authenticator in software: makes passkeys, signs with them, or does it wrong."""

import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Authenticator:
    """One device with one passkey."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(32)
        self.user_handle = b""
        self.host = ""
        self.count = 0

    def create(
        self, options: dict[str, Any], *, origin: str, verified: bool = True
    ) -> dict[str, Any]:
        self.user_handle = base64url_to_bytes(options["user"]["id"])
        self.host = options["rp"]["id"]
        client_data = _client_data("webauthn.create", options["challenge"], origin)
        identity = (
            bytes(16)
            + len(self.credential_id).to_bytes(2)
            + self.credential_id
            + self._public_key()
        )
        data = self._data(self.host, ATTESTED | self._flags(verified)) + identity
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._credential(
            attestationObject=cbor2.dumps(attestation),
            clientDataJSON=client_data,
            transports=["internal", "hybrid"],
        )

    def sign(
        self,
        options: dict[str, Any],
        *,
        origin: str,
        verified: bool = True,
        host: str | None = None,
        handle: bytes | None = None,
        count: int | None = None,
    ) -> dict[str, Any]:
        self.count = self.count + 1 if count is None else count
        client_data = _client_data("webauthn.get", options["challenge"], origin)
        data = self._data(host or options["rpId"], self._flags(verified))
        signed = data + hashlib.sha256(client_data).digest()
        return self._credential(
            authenticatorData=data,
            clientDataJSON=client_data,
            signature=self._key.sign(signed, ec.ECDSA(hashes.SHA256())),
            userHandle=self.user_handle if handle is None else handle,
        )

    def _flags(self, verified: bool) -> int:  # what it is about
        return PRESENT | (VERIFIED if verified else 0)

    def _data(self, host: str, flags: int) -> bytes:
        digest = hashlib.sha256(host.encode()).digest()
        return digest + bytes([flags]) + self.count.to_bytes(4)

    def _public_key(self) -> bytes:
        numbers = self._key.public_key().public_numbers()
        return cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        )

    def _credential(self, **response: Any) -> dict[str, Any]:
        written = {
            name: bytes_to_base64url(value) if isinstance(value, bytes) else value
            for name, value in response.items()
        }
        identity = bytes_to_base64url(self.credential_id)
        return {
            "id": identity,
            "rawId": identity,
            "type": "public-key",
            "response": written,
            "clientExtensionResults": {},
        }


def _client_data(kind: str, challenge: str, origin: str) -> bytes:
    return json.dumps(
        {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}
    ).encode()
