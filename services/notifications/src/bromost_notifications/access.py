"""Everybody has an inbox of their own, whatever their role."""

from bromost_common.auth import AccessMap, Role

ACCESS = AccessMap({role: frozenset({"inbox.read", "inbox.write"}) for role in Role})
