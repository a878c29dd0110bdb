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

# What crosses the proxy and several services: streams, files up and down, cookies,
# links without an account, mail, and one look at every page. What happens within one
# service is the same here as in the standalone form, where every journey is made.
_JOURNEYS = (
    *("account", "annual-report", "content-security", "import", "inbox", "journey"),
    *("keys", "mail", "people-admin", "settings-notifications", "sign-in"),
    *("single-sign-on", "tell-channels", "todo", "traces", "value-sheet", "values"),
    *("values-by-link", "values-files", "values-review", "views", "views-map"),
    "webhooks",
)


def _chosen() -> list[str]:
    files = [f"e2e/{name}.spec.ts" for name in _JOURNEYS]
    if gone := [file for file in files if not (frontend.FOLDER / file).exists()]:
        raise UserError(f"There is no journey {', '.join(gone)} any more.")
    return files


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
            frontend.run("e2e", *(sys.argv[1:] or _chosen()))
    except UserError as error:
        complain(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
