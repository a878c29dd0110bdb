"""Assembles the registry; the only module that knows all of its parts."""

from fastapi import FastAPI

from bromost_common.web.privacy import privacy_router
from bromost_common.web.service import create_service

from .access import ACCESS
from .accounts.router import router as accounts
from .analysis.router import router as analysis
from .audit.router import router as audit
from .co_financing.router import router as co_financing
from .codelists.router import router as codelists
from .contacts.router import router as contacts
from .document_templates.router import router as document_templates
from .explanations.router import router as explanations
from .factors.router import router as factors
from .finance.router import router as finance
from .funding.router import router as funding
from .history.router import router as history
from .imports.router import router as imports
from .invitations.router import router as invitations
from .machines.router import SECRET_ANSWERS
from .machines.router import router as machines
from .mail.router import router as mail
from .networks.router import router as networks
from .organisations.router import router as organisations
from .overview.router import router as overview
from .own_access.router import router as own_access
from .partnerships.router import router as partnerships
from .people.router import router as people
from .personal_data import TABLES
from .portal.previews import router as previews
from .portal.router import router as portal
from .practices.router import router as practices
from .privacy.router import router as privacy
from .programmes.router import router as programmes
from .projects.router import router as projects
from .publications.router import router as publications
from .reads.router import router as reads
from .recovery.router import router as recovery
from .renderings.router import router as renderings
from .reports.router import router as reports
from .roles.router import router as roles
from .saved_views.router import router as saved_views
from .sessions.router import router as own_sessions
from .settings import Settings
from .sign_in.router import router as sign_in
from .single_sign_on.directory import ProviderDirectory
from .single_sign_on.router import router as single_sign_on
from .sub_awards.router import router as sub_awards
from .themes.router import router as themes
from .tokens.router import TOKEN_PATH, refuse_token
from .tokens.router import router as tokens
from .tokens.service import TokenRefusedError
from .transactions.router import router as transactions

# A password leaves no trace but its own hash, and what is told once is not kept to be
# told again.
LEAVES_NO_TRACE = [
    "/v1/session",
    "/v1/session/code",
    "/v1/session/passkey",
    "/v1/session/passkey-options",
    "/v1/account/password",
    "/v1/account/totp",
    "/v1/account/passkeys",
    "/v1/account/passkey-options",
    "/v1/account/recovery-codes",
    "/v1/account/proof",
    "/v1/account/proof/passkey",
    "/v1/account/proof/passkey-options",
    "/v1/password-reset",
    "/v1/invitations",
    "/v1/invitations/look-up",
    "/v1/invitations/accept",
    "/v1/invitations/{invitation_id}/resend",
    TOKEN_PATH,
    *SECRET_ANSWERS,
    "/v1/sign-out",
    "/v1/account/identities",
]

# Hot routes first: a route is found by walking the list.
ROUTERS = [
    organisations,
    projects,
    programmes,
    themes,
    accounts,
    codelists,
    partnerships,
    networks,
    finance,
    transactions,
    co_financing,
    sub_awards,
    funding,
    overview,
    own_access,
    reports,
    renderings,
    document_templates,
    publications,
    previews,
    practices,
    saved_views,
    imports,
    sign_in,
    own_sessions,
    factors,
    people,
    roles,
    invitations,
    contacts,
    explanations,
    reads,
    machines,
    tokens,
    analysis,
    single_sign_on,
    recovery,
    mail,
    privacy,
    privacy_router("registry", TABLES),
    history,
    audit,
    portal,
]


def create_app(settings: Settings) -> FastAPI:
    app = create_service(
        name="api",
        title="Bromost partnership registry",
        description="Organisations, programmes, partnerships, projects and money.",
        settings=settings,
        access=ACCESS,
        never_repeated=LEAVES_NO_TRACE,
        routers=ROUTERS,
    )
    app.add_exception_handler(TokenRefusedError, refuse_token)
    app.state.identity_providers = ProviderDirectory(
        settings.identity_providers, public_url=settings.public_url
    )
    return app
