"""Kinds of things about people whose reach is known, beside those of the kernel."""

from bromost_common.visibility import Kind

PEOPLE = Kind("people")
INVITATIONS = Kind("invitations")
# Anything in which a role may be held.
SCOPES = Kind("scopes")
