"""The browser's journeys through the services behind the proxy."""

import os
import secrets
import sys

from bromost import first_start, frontend
from bromost.console import UserError, complain
from bromost.installation import DEMO_EMAIL
from bromost_common.logging import configure_logging

from .distributed import distributed, nginx

_PEOPLE = {
    "administrator": "administrator",
    "officer": "programme_manager",
    "reader": "adviser",
}


def main() -> None:
    if nginx() is None:
        complain("nginx is not installed, so the journeys behind it are left out.")
        sys.exit(1)
    configure_logging("ERROR")
    try:
        with distributed() as system:
            os.environ |= {
                "E2E_BASE_URL": system.url,
                "E2E_BEHIND_PROXY": "yes",
                "E2E_EMAIL": DEMO_EMAIL,
                "E2E_PASSWORD": system.password,
            }
            for person, role in _PEOPLE.items():
                email, password = f"{person}@e2e.example", secrets.token_urlsafe(16)
                first_start.add_account(
                    system.database_urls["migrator"],
                    email=email,
                    name=f"Test {person.title()}",
                    role=role,
                    password=password,
                )
                os.environ[f"E2E_{person.upper()}_EMAIL"] = email
                os.environ[f"E2E_{person.upper()}_PASSWORD"] = password
            # What pages look like was looked at without the proxy, and takes longest.
            frontend.run("e2e", "--grep-invert", "is accessible", *sys.argv[1:])
    except UserError as error:
        complain(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
