from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse

from bromost_common.limits import TOKEN
from bromost_common.secrets_at_rest import SecretBox
from bromost_common.web.bearer import caller
from bromost_common.web.limits import limited
from bromost_common.web.session import Session, on_task

from .assertions import ALL_ALGORITHMS, ASSERTION_TYPE
from .schemas import AccessTokenOut, AuthorizationServer, JsonWebKeySet, TokenRefusal
from .service import (
    Issuer,
    TokenRefusedError,
    TokenRequest,
    TokenService,
    published_keys,
)

router = APIRouter(tags=["tokens"], dependencies=[on_task("token")])
TOKEN_PATH = "/v1/token"  # noqa: S105  # an address
_MOUNTS = ("registry", "indicators", "notifications")
_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": TokenRefusal, "description": "The request cannot be served."},
    401: {"model": TokenRefusal, "description": "The client proved nothing."},
}
Field = Annotated[str | None, Form()]


def _issuer(request: Request) -> Issuer:
    settings = request.app.state.settings
    at = f"{settings.issuer}/api/"
    return Issuer(
        name=settings.issuer,
        token_endpoint=f"{at}registry{TOKEN_PATH}",
        audiences=[at + mount for mount in _MOUNTS],
    )


async def _service(request: Request, session: Session) -> TokenService:
    state = request.app.state
    box = SecretBox.of(state.settings.secret_key)
    return TokenService(session, box, state.access, _issuer(request))


Tokens = Annotated[TokenService, Depends(_service)]


@router.post(
    "/token",
    summary="Get an access token (OAuth2 client credentials)",
    responses=_REFUSALS,
    dependencies=[limited(TOKEN, by="network")],
)
async def issue_token(
    tokens: Tokens,
    request: Request,
    grant_type: Annotated[
        str | None, Form(examples=["client_credentials"], description="RFC 6749, 4.4")
    ] = None,
    resource: Annotated[
        str | None, Form(description="The service that the token is for (RFC 8707).")
    ] = None,
    scope: Annotated[
        str | None, Form(description="Permissions; all of the client's if not given.")
    ] = None,
    client_id: Field = None,
    client_secret: Field = None,
    client_assertion_type: Annotated[
        str | None, Form(examples=[ASSERTION_TYPE])
    ] = None,
    client_assertion: Field = None,
) -> AccessTokenOut:
    await _refuse_repeated(request)
    return await tokens.issue(
        TokenRequest(
            grant_type=grant_type,
            resource=resource,
            scope=scope,
            client_id=client_id,
            client_secret=client_secret,
            assertion_type=client_assertion_type,
            assertion=client_assertion,
            authorization=request.headers.get("authorization"),
            caller=caller(request),
        )
    )


async def _refuse_repeated(request: Request) -> None:
    names = [name for name, _ in (await request.form()).multi_items()]
    if len(names) != len(set(names)):
        raise TokenRefusedError("invalid_request", "A parameter came twice.")


@router.get("/jwks", summary="The public keys that access tokens are signed with")
async def get_jwks(session: Session, response: Response) -> JsonWebKeySet:
    response.headers["Cache-Control"] = "public, max-age=600"
    return JsonWebKeySet.model_validate({"keys": await published_keys(session)})


@router.get("/authorization-server", summary="Where and how tokens are issued")
async def get_authorization_server(
    request: Request, response: Response
) -> AuthorizationServer:
    issuer = _issuer(request)
    access = request.app.state.access
    response.headers["Cache-Control"] = "public, max-age=600"
    return AuthorizationServer(
        issuer=issuer.name,
        token_endpoint=issuer.token_endpoint,
        jwks_uri=f"{issuer.name}/api/registry/v1/jwks",
        grant_types_supported=["client_credentials"],
        response_types_supported=[],
        token_endpoint_auth_methods_supported=[
            "client_secret_basic",
            "client_secret_post",
            "private_key_jwt",
        ],
        token_endpoint_auth_signing_alg_values_supported=ALL_ALGORITHMS,
        scopes_supported=sorted(frozenset().union(*access.values())),
        service_documentation=f"{issuer.name}/api/registry/openapi.json",
    )


async def refuse_token(_: Request, error: Exception) -> Response:
    """Renders a refusal as OAuth2 has it, not as our own problems look."""
    assert isinstance(error, TokenRefusedError)
    content = {"error": error.error, "error_description": error.detail}
    return JSONResponse(content, error.status, error.headers)
