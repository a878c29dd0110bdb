"""WebAuthn, as far as we need it: any passkey that checks who holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bromost_common.errors import InvalidError

from .models import Passkey

log = structlog.get_logger(__name__)

Json = dict[str, Any]
_MAX_TRANSPORTS = 8


class PasskeyRefusedError(InvalidError):
    """What the browser sent does not prove that the person holds the passkey."""

    code = "passkey_refused"


class NewPasskey(NamedTuple):
    """What is kept of a passkey that was just made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: list[str]


@dataclass(frozen=True)
class RelyingParty:
    """Whose passkeys they are: the host name that people see."""

    host: str
    origin: str

    @classmethod
    def at(cls, public_url: str) -> Self:
        """A passkey belongs to a name; on one's own machine that is `localhost`."""
        parts = urlsplit(public_url)
        host = parts.hostname or "localhost"
        if _is_address(host):
            host = "localhost"
        port = f":{parts.port}" if parts.port else ""
        return cls(host, f"{parts.scheme}://{host}{port}")

    def registration_options(
        self,
        challenge: bytes,
        *,
        account_id: UUID,
        email: str,
        name: str,
        existing: Sequence[Passkey],
    ) -> Json:
        return options_to_json_dict(
            generate_registration_options(
                rp_id=self.host,
                rp_name="Bromost",
                user_id=account_id.bytes,
                user_name=email,
                user_display_name=name,
                challenge=challenge,
                authenticator_selection=AuthenticatorSelectionCriteria(
                    resident_key=ResidentKeyRequirement.REQUIRED,
                    user_verification=UserVerificationRequirement.REQUIRED,
                ),
                exclude_credentials=_descriptors(existing),
            )
        )

    def register(self, credential: Json, challenge: bytes) -> NewPasskey:
        try:
            verified = verify_registration_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.origin,
                require_user_verification=True,
            )
        except Exception as error:  # its parsers raise whatever they meet
            raise _refused(error) from error
        response = credential.get("response")
        said = response.get("transports") if isinstance(response, dict) else None
        known = {one.value for one in AuthenticatorTransport}
        transports = [
            one for one in said or [] if isinstance(one, str) and one in known
        ]
        return NewPasskey(
            verified.credential_id,
            verified.credential_public_key,
            verified.sign_count,
            transports[:_MAX_TRANSPORTS],
        )

    def sign_in_options(self, challenge: bytes, allowed: Sequence[Passkey]) -> Json:
        """With none `allowed`, the browser offers whichever it has for this host."""
        return options_to_json_dict(
            generate_authentication_options(
                rp_id=self.host,
                challenge=challenge,
                allow_credentials=_descriptors(allowed),
                user_verification=UserVerificationRequirement.REQUIRED,
            )
        )

    def verify(self, credential: Json, challenge: bytes, passkey: Passkey) -> int:
        """The passkey's new count of signatures; a count that went back is a copy."""
        try:
            verified = verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.origin,
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.sign_count,
                require_user_verification=True,
            )
        except Exception as error:  # see above
            raise _refused(error) from error
        return verified.new_sign_count


def credential_id(credential: Json) -> bytes:
    raw = credential.get("rawId", credential.get("id"))
    try:
        return base64url_to_bytes(raw if isinstance(raw, str) else "")
    except ValueError as error:
        raise _refused(error) from error


def user_handle(credential: Json) -> bytes | None:
    """Whose the authenticator says that it is, where it says so."""
    response = credential.get("response")
    said = response.get("userHandle") if isinstance(response, dict) else None
    try:
        return base64url_to_bytes(said) if isinstance(said, str) else None
    except ValueError as error:
        raise _refused(error) from error


def refused() -> PasskeyRefusedError:
    return PasskeyRefusedError("This passkey could not be used. Try again.")


def _refused(error: Exception) -> PasskeyRefusedError:
    log.info("passkey_refused", error=type(error).__name__)
    return refused()


def _descriptors(passkeys: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=one.credential_id,
            transports=[AuthenticatorTransport(t) for t in one.transports],
        )
        for one in passkeys
    ]


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
