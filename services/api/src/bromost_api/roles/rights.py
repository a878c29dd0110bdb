"""Which roles somebody may give and take."""

from bromost_common.auth import Actor, Role, ScopeType

# Who looks after everything, or sees all traces, is chosen by administrators alone.
_ONLY_BY_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def givable(actor: Actor) -> frozenset[Role]:
    """The roles that the actor may give, where it may give any."""
    if not actor.may("role.write"):
        return frozenset()
    if Role.ADMINISTRATOR in actor.roles:
        return frozenset(Role)
    return frozenset(Role) - _ONLY_BY_ADMINISTRATORS


def scope_types(role: Role) -> frozenset[ScopeType]:
    """What a role may be held in."""
    match role:
        case Role.ADMINISTRATOR:
            return frozenset({ScopeType.INSTALLATION})
        case Role.FUNDER:
            return frozenset(ScopeType) - {ScopeType.INSTALLATION}
        case _:
            return frozenset(ScopeType)
