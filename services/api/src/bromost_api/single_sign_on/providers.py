"""Which identity providers people may come from; a matter of settings, not of data."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from joserfc.jwk import ECKey, RSAKey, import_key
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_settings import NoDecode
from typing_extensions import override

from bromost_common.languages import LocalisedText

from .transport import is_safe_address

Profile: TypeAlias = Literal["openid_connect", "keycloak", "entra_id", "id_porten"]
Word: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,200}$")]

_SCOPES: Mapping[Profile, tuple[str, ...]] = {
    "openid_connect": ("openid", "profile", "email"),
    "keycloak": ("openid", "profile", "email"),
    "entra_id": ("openid", "profile", "email"),
    # Nothing more is asked for, and of what comes nothing but the pseudonym is kept.
    "id_porten": ("openid",),
}
# From the weakest that is enough to the strongest.
_ID_PORTEN_LEVELS = ("idporten-loa-substantial", "idporten-loa-high")


class IdentityProvider(BaseModel):
    """One provider, this installation's client at it, and what its word is worth."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    names: LocalisedText
    profile: Profile = "openid_connect"
    issuer: Annotated[str, StringConstraints(max_length=300)]
    client_id: Word
    client_secret: SecretStr | None = None
    client_secret_file: Path | None = None
    private_key_file: Path | None = None
    key_id: Word | None = None
    scopes: tuple[Word, ...] = ()
    acr_values: tuple[Word, ...] = Field(
        default=(), description="Levels that are enough, the weakest first."
    )
    multi_factor_acr: tuple[Word, ...] = ()
    multi_factor_amr: tuple[Word, ...] = ("mfa",)
    tenant: Word | None = None
    create_accounts: bool = False

    @field_validator("issuer")
    @classmethod
    def _is_safe(cls, issuer: str) -> str:
        if not is_safe_address(issuer):
            raise ValueError("an issuer is an https address")
        return issuer

    @model_validator(mode="before")
    @classmethod
    def _fill_in_the_profile(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        profile = given.get("profile", "openid_connect")
        filled = {"scopes": _SCOPES.get(profile, ())}
        if profile == "id_porten":
            filled |= {
                "acr_values": _ID_PORTEN_LEVELS,
                "multi_factor_acr": _ID_PORTEN_LEVELS,
            }
        return filled | given

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "IdentityProvider":
        ways = (self.client_secret, self.client_secret_file, self.private_key_file)
        if sum(way is not None for way in ways) != 1:
            raise ValueError(
                "name one of client_secret, client_secret_file and private_key_file"
            )
        if self.profile == "entra_id" and (
            not self.tenant or f"/{self.tenant}/" not in self.issuer
        ):
            raise ValueError("Entra ID needs the tenant, and its issuer names it")
        if self.profile == "entra_id" and self.private_key_file:
            raise ValueError("Entra ID is used with a client secret here")
        if self.profile == "id_porten" and not set(self.acr_values) <= set(
            _ID_PORTEN_LEVELS
        ):
            raise ValueError(f"ID-porten's levels are {', '.join(_ID_PORTEN_LEVELS)}")
        if "openid" not in self.scopes:
            raise ValueError("the scope openid is what makes it a sign-in")
        return self

    @override
    def __str__(self) -> str:
        return self.id

    def secret(self) -> str | None:
        if self.client_secret_file is not None:
            return self.client_secret_file.read_text().strip()
        return self.client_secret.get_secret_value() if self.client_secret else None

    def private_key(self) -> RSAKey | ECKey | None:
        if self.private_key_file is None:
            return None
        text = self.private_key_file.read_text()
        if text.lstrip().startswith("{"):
            key = import_key(json.loads(text))
        else:
            kind: Literal["EC", "RSA"] = "EC" if "BEGIN EC" in text else "RSA"
            key = import_key(text, kind)
        if not isinstance(key, RSAKey | ECKey):
            raise TypeError("a client's key is an RSA or an EC key")
        return key

    def subject_of(self, claims: Mapping[str, Any]) -> str | None:
        """What names the person at this issuer for good; None if it is not said."""
        if self.profile == "entra_id":
            # `sub` differs from one client to the next; `oid` is the person's.
            name = claims.get("oid") if claims.get("tid") == self.tenant else None
        else:
            name = claims.get("sub")
        return name if isinstance(name, str) and 0 < len(name) <= 255 else None  # noqa: PLR2004  # OpenID Connect's limit

    def is_enough(self, claims: Mapping[str, Any]) -> bool:
        return not self.acr_values or claims.get("acr") in self.acr_values

    def is_multi_factor(self, claims: Mapping[str, Any]) -> bool:
        amr = claims.get("amr")
        methods = amr if isinstance(amr, list) else []
        return claims.get("acr") in self.multi_factor_acr or any(
            method in self.multi_factor_amr for method in methods
        )

    def vouched_email(self, claims: Mapping[str, Any]) -> str | None:
        """An address that the provider says is this person's, not only typed in."""
        # A pinned tenant gives out its addresses itself, and has no such claim.
        vouched = claims.get("email_verified") is True or self.profile == "entra_id"
        email = claims.get("email")
        return email if vouched and isinstance(email, str) else None


def _read(given: Any) -> Any:
    """A JSON list, or the path of a file that holds one."""
    if not isinstance(given, str):
        return given
    text = given if given.lstrip().startswith("[") else Path(given).read_text()
    return json.loads(text)


def _differ(
    providers: tuple[IdentityProvider, ...],
) -> tuple[IdentityProvider, ...]:
    if len({provider.id for provider in providers}) < len(providers):
        raise ValueError("each identity provider has its own id")
    return providers


IdentityProviders: TypeAlias = Annotated[
    tuple[IdentityProvider, ...],
    NoDecode,
    BeforeValidator(_read),
    AfterValidator(_differ),
]
