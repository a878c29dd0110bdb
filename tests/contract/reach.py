"""How far a role reaches by where it is held, and what a call must answer then."""

from dataclasses import dataclass
from typing import Final, Literal

from bromost_common.auth import Role, ScopeType

from .permissions import FUN, INSTALLATION_ONLY, MAY, A

Kind = Literal[
    "organisation",
    "programme",
    "project",
    "partnership",
    "network",
    "contact",
    "person",
    "invitation",
    # One in the programme of the caller: it is for who manages that. So is a network.
    "new_project",
    # One that ties the project of the caller: it has to be theirs afterwards.
    "new_partnership",
    "installation",
]
Reach = Literal["acts", "sees"]

# What is reached of a project of an organisation, its partnership, network and
# programme, by where a role is held. The organisation's person was invited there.
REACH: Final[dict[ScopeType, dict[Kind, Reach]]] = {
    ScopeType.PROGRAMME: {
        "programme": "acts",
        "project": "acts",
        "partnership": "acts",
        "network": "acts",
        "new_project": "acts",
        "new_partnership": "acts",
        "organisation": "acts",
        "contact": "acts",
        "person": "acts",
        "invitation": "acts",
    },
    ScopeType.ORGANISATION: {
        "programme": "sees",
        "project": "acts",
        "partnership": "acts",
        "network": "sees",
        "new_project": "sees",
        "new_partnership": "acts",
        "organisation": "acts",
        "contact": "acts",
        "person": "acts",
        "invitation": "acts",
    },
    ScopeType.PARTNERSHIP: {
        "programme": "sees",
        "project": "acts",
        "partnership": "acts",
        "network": "sees",
        "new_project": "sees",
        "new_partnership": "sees",
        "organisation": "sees",
        "contact": "sees",
    },
    ScopeType.PROJECT: {
        "programme": "sees",
        "project": "acts",
        "partnership": "sees",
        "network": "sees",
        "new_project": "sees",
        "new_partnership": "sees",
        "organisation": "sees",
        "contact": "sees",
    },
    ScopeType.NETWORK: {
        "programme": "sees",
        "project": "acts",
        "partnership": "sees",
        "network": "acts",
        "new_project": "sees",
        "new_partnership": "sees",
        "organisation": "sees",
        "contact": "sees",
    },
}
# And of another project in another programme, by others: the phone book.
ELSEWHERE: Final[dict[Kind, Reach]] = {"organisation": "sees"}
# Where a role can be held. An administrator looks after everything, a funder sees what
# it funds.
HELD_IN: Final[dict[Role, tuple[ScopeType, ...]]] = {
    **dict.fromkeys(Role, (ScopeType.INSTALLATION, *REACH)),
    A: (ScopeType.INSTALLATION,),
    FUN: tuple(REACH),
}
# Why a write that names a version is refused where nothing stands yet.
NOT_YET: Final = "nothing is written down yet, and the version is another's"


@dataclass(frozen=True)
class Rule:
    """Who may call an operation, and on what."""

    # None: everybody who is signed in.
    needs: str | None = None
    # What the call is about; None for lists, which show what their reader reaches.
    on: Kind | None = None
    public: bool = False
    # The answer to who may, where it is not the operation's success.
    allowed: int | None = None
    # The answer about what the caller does not see: 422 where the body names it.
    unseen: int = 404
    # The answer to who may not: 404 for what is between its owner and administrators.
    denied: int = 403
    # Asked of what the body names, once that is seen.
    and_needs: str | None = None
    # Nobody has accepted it yet: who only funds it does not see it.
    unapproved: bool = False
    why: str = ""

    @property
    def reads(self) -> bool:
        return self.needs is None or self.needs.endswith(".read")


def expected(
    rule: Rule, role: Role, scope: ScopeType, *, own: bool, success: int
) -> int:
    """The status of a call about an object of the caller's own scope or another."""
    allowed = rule.allowed or success
    if rule.public or rule.needs is None:
        return allowed
    everywhere = scope is ScopeType.INSTALLATION
    lacking = rule.needs in INSTALLATION_ONLY or rule.on == "installation"
    if role not in MAY[rule.needs] or (lacking and not everywhere):
        return rule.denied
    reach: Reach | None = "acts"
    if rule.on is not None and not everywhere:
        reach = (REACH[scope] if own else ELSEWHERE).get(rule.on)
    if reach is None or (rule.unapproved and role is FUN and not everywhere):
        return rule.unseen
    if rule.and_needs and role not in MAY[rule.and_needs]:
        return 403
    return allowed if reach == "acts" or rule.reads else rule.denied


def public(allowed: int | None = None, why: str = "") -> Rule:
    return Rule(public=True, allowed=allowed, why=why)


def own_affair(allowed: int | None = None, why: str = "") -> Rule:
    """What everybody does with what is theirs alone."""
    return Rule(allowed=allowed, why=why)
