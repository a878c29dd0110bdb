"""What the roles may do in this service."""

from bromost_common.auth import AccessMap, three_roles

ACCESS: AccessMap = three_roles("inbox")
