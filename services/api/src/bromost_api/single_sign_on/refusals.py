"""Why a sign-in did not work: a code for the page, and a reason for the log."""

from enum import StrEnum
from http import HTTPStatus

from bromost_common.errors import ConflictError, DomainError


class Refusal(StrEnum):
    """Codes that the pages have words for."""

    CANCELLED = "sign_in_cancelled"
    EXPIRED = "sign_in_expired"
    NOT_TRUSTED = "sign_in_not_trusted"
    TOO_WEAK = "sign_in_too_weak"
    PROVIDER_UNAVAILABLE = "provider_unavailable"
    IDENTITY_UNKNOWN = "identity_unknown"
    IDENTITY_TAKEN = "identity_taken"
    ACCOUNT_CLOSED = "account_closed"
    SECOND_FACTOR_NEEDED = "second_factor_needed"
    EMAIL_MISSING = "email_missing"
    EMAIL_TAKEN = "email_taken"
    INVITATION_NOT_VALID = "invitation_not_valid"


class SignInRefusedError(Exception):
    """Ends a sign-in through a provider; becomes a way back to the sign-in page."""

    def __init__(self, refusal: Refusal, reason: str) -> None:
        """`reason` is for the log, and holds nothing about the person."""
        super().__init__(f"{refusal}: {reason}")
        self.refusal = refusal
        self.reason = reason
        # Known once it is clear which sign-in came back, and what for.
        self.return_to: str | None = None
        self.linking = False
        self.accepting = False


class ProviderUnavailableError(DomainError):
    """The identity provider does not answer, or not as it should."""

    status = HTTPStatus.FAILED_DEPENDENCY
    code = "provider_unavailable"


class LogoutRefusedError(DomainError):
    """What claims to be the provider's word that somebody signed out is not."""

    status = HTTPStatus.BAD_REQUEST
    code = "logout_token_refused"


class LastWayInError(ConflictError):
    """Without this identity nobody could sign in to the account."""

    code = "last_way_in"
