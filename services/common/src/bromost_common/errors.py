"""Refusals, shared by every service.

Raise these from services and repositories; `bromost_common.web.problems` renders
them. Nothing below a router knows about HTTP responses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar

from pydantic import BaseModel
from typing_extensions import override


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of the request."""

    loc: tuple[str | int, ...]
    code: str
    message: str


class DomainError(Exception):
    """An expected refusal: logged at INFO, answered with 4xx, never an alarm."""

    status: ClassVar[HTTPStatus]
    code: ClassVar[str]
    # A refusal that must leave a trace (a failed sign-in) commits before it is sent.
    keeps_changes: ClassVar[bool] = False

    def __init__(
        self,
        detail: str,
        *,
        fields: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        current: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.fields = tuple(fields)
        self.headers = dict(headers or {})
        self.current = current

    @override
    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"


class NotFoundError(DomainError):
    """The thing does not exist, or this actor may not know that it does."""

    status = HTTPStatus.NOT_FOUND
    code = "not_found"


class ConflictError(DomainError):
    """The request contradicts what is stored."""

    status = HTTPStatus.CONFLICT
    code = "conflict"


class InvalidError(DomainError):
    """The request is well formed, but its content breaks a rule."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "invalid_request"


class PermissionDeniedError(DomainError):
    """The actor is known, and may not do this."""

    status = HTTPStatus.FORBIDDEN
    code = "permission_denied"


class StepUpRequiredError(PermissionDeniedError):
    """Allowed, once the person has just shown again that it is them."""

    code = "step_up_required"


class CrossSiteRequestError(DomainError):
    """Another site's page sent this with our user's cookie."""

    status = HTTPStatus.FORBIDDEN
    code = "cross_site_request"


class NotAuthenticatedError(DomainError):
    """Nobody is signed in, or no longer."""

    status = HTTPStatus.UNAUTHORIZED
    code = "not_authenticated"


class StaleVersionError(DomainError):
    """Somebody else changed the thing; `current` is how it looks now."""

    status = HTTPStatus.PRECONDITION_FAILED
    code = "stale_version"

    def __init__(self, detail: str, *, current: BaseModel | None = None) -> None:
        """`current` is told as the route's own answer would tell it."""
        shown = current.model_dump(mode="json", by_alias=True) if current else None
        super().__init__(detail, current=shown)


class VersionRequiredError(DomainError):
    """A change must say which version it was made on."""

    status = HTTPStatus.PRECONDITION_REQUIRED
    code = "version_required"


class TooLargeError(DomainError):
    """The body is larger than this route takes."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "body_too_large"


class AddressTooLongError(DomainError):
    """The path and query are longer than any of ours."""

    status = HTTPStatus.REQUEST_URI_TOO_LONG
    code = "address_too_long"


class HeadersTooLargeError(DomainError):
    """More or larger headers than any browser of ours sends."""

    status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    code = "headers_too_large"


class CookieTooLargeError(HeadersTooLargeError):
    """Our own cookie is small; whatever is with it, the browser had better forget."""

    code = "cookie_too_large"


class TooManyRequestsError(DomainError):
    """Too often; `Retry-After` says when again."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_many_requests"


def invalid(
    *loc: str | int, message: str, code: str = "invalid", detail: str | None = None
) -> InvalidError:
    """An `InvalidError` about one field, e.g. `invalid("body", "year", message=…)`."""
    return InvalidError(detail or message, fields=[FieldError(loc, code, message)])
