"""The commands of an installation; `make` calls them, too."""

import os
import secrets
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bromost import installation
from bromost.console import UserError, complain, say, step

app = typer.Typer(
    help="Run and look after a Bromost installation.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
account = typer.Typer(help="People who may sign in.", no_args_is_help=True)
postgres = typer.Typer(help="The embedded database.", no_args_is_help=True)
audit = typer.Typer(help="The log of who did what.", no_args_is_help=True)
figures = typer.Typer(help="What indicators come to.", no_args_is_help=True)
pages = typer.Typer(help="Work on the pages.", no_args_is_help=True)
app.add_typer(account, name="account")
app.add_typer(postgres, name="postgres")
app.add_typer(audit, name="audit")
app.add_typer(figures, name="figures")
app.add_typer(pages, name="frontend")


class RoleName(StrEnum):
    """What a person may do; the services' own list is not imported to print help."""

    ADMINISTRATOR = "administrator"
    PROGRAMME_MANAGER = "programme_manager"
    ADVISER = "adviser"
    ASSESSOR = "assessor"
    COORDINATOR = "coordinator"
    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    AUDITOR = "auditor"


@app.command("up")
def up(
    *,
    reload: Annotated[
        bool, typer.Option(help="Follow changes of the sources.")
    ] = False,
    end_with_parent: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Start everything, and keep it running until Ctrl-C."""
    from bromost import launch, up  # noqa: PLC0415 - the other commands are quicker without

    if end_with_parent:
        launch.end_with_parent(os.getppid())
    up.up(installation.from_environment(), reload=reload)


@app.command("migrate")
def migrate() -> None:
    """Bring the database schema up to date."""
    from bromost import database  # noqa: PLC0415

    with database.available(installation.from_environment()) as url:
        changed = database.migrate(url)
    step("The database schema is up to date" + ("" if changed else " already"))


@app.command("demo")
def demo() -> None:
    """Load the reference portfolio and its demo account."""
    from bromost import database, first_start  # noqa: PLC0415

    here = installation.from_environment()
    with database.available(here) as url:
        database.migrate(url)
        first_start.fill(url, here)


@app.command("backup")
def backup(file: Annotated[Path | None, typer.Argument()] = None) -> None:
    """Write the database to a file."""
    from bromost import backup  # noqa: PLC0415

    backup.backup(installation.from_environment(), file)


@app.command("restore")
def restore(file: Path) -> None:
    """Replace the database by a backup."""
    from bromost import backup  # noqa: PLC0415

    backup.restore(installation.from_environment(), file)


@app.command("secret-key")
def secret_key() -> None:
    """Print a new key for BROMOST_SECRET_KEY; keep it where the database is not."""
    from bromost_common.secrets_at_rest import new_key  # noqa: PLC0415

    say(new_key())


@app.command("replace-signing-keys")
def replace_signing_keys() -> None:
    """Sign access tokens with a new key, as when the old one may be known elsewhere."""
    from bromost import database, signing  # noqa: PLC0415

    here = installation.from_environment()
    secret_key = os.environ.get("BROMOST_SECRET_KEY") or here.keep_secret_key()
    with database.available(here) as url:
        database.migrate(url)
        signing.replace_all(url, secret_key)
    step("Access tokens are signed with a new key")
    say("Restart the services, or they take tokens of the old one for ten minutes.")


@app.command("migration")
def migration(subject: str) -> None:
    """Begin a new migration (for developers)."""
    from bromost import database  # noqa: PLC0415

    with database.available(installation.from_environment()) as url:
        database.migrate(url)
        database.begin_migration(url, subject)


@account.command("add")
def account_add(
    email: Annotated[str, typer.Option()],
    name: Annotated[str, typer.Option()],
    role: Annotated[RoleName, typer.Option()] = RoleName.ADVISER,
) -> None:
    """Add an account; its password comes from standard input, or is made up."""
    from bromost import database, first_start  # noqa: PLC0415

    given = "" if sys.stdin.isatty() else sys.stdin.readline().strip()
    password = given or secrets.token_urlsafe(12)
    with database.available(installation.from_environment()) as url:
        database.migrate(url)
        first_start.add_account(
            url, email=email, name=name, role=role.value, password=password
        )
    step(f"{email} may sign in as {role.value}")
    if not given:
        say(f"Password: {password}")


@postgres.command("psql-url")
def psql_url() -> None:
    """Print the address of the running database, for psql and other tools."""
    from sqlalchemy import make_url  # noqa: PLC0415

    from bromost.postgres import Postgres  # noqa: PLC0415

    here = installation.from_environment()
    url = here.database_url or Postgres(here.data).url()
    address = make_url(url).set(drivername="postgresql")
    say(address.render_as_string(hide_password=False))


@audit.command("verify")
def audit_verify(heads: Annotated[Path | None, typer.Option()] = None) -> None:
    """Follow the seals of the log, and name the first event that was tampered with."""
    from bromost import audit, database  # noqa: PLC0415

    here = installation.from_environment()
    with database.available(here) as url:
        intact = audit.verify(url, heads or here.audit_heads)
    if not intact:
        raise typer.Exit(3)


@audit.command("export")
def audit_export(file: Path) -> None:
    """Write the whole log and its seals to a file, a line of JSON each."""
    from bromost import audit, database  # noqa: PLC0415

    with database.available(installation.from_environment()) as url:
        audit.export(url, file)


@figures.command("audit")
def figures_audit(
    processes: Annotated[
        int, typer.Option(min=1, max=64, help="How many work side by side.")
    ] = os.cpu_count() or 1,
) -> None:
    """Calculate all figures anew, and name those that were not what they should be.

    Killed, it goes on where it was when it is started again.
    """
    from bromost import database, figures  # noqa: PLC0415

    with database.available(installation.from_environment()) as url:
        right = figures.audit(url, processes)
    if not right:
        raise typer.Exit(3)


@pages.command("build")
def frontend_build() -> None:
    """Build the pages unless they are up to date."""
    from bromost import frontend  # noqa: PLC0415

    frontend.build()


@pages.command(
    "run", context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def frontend_run(context: typer.Context, script: str) -> None:
    """Run a script of frontend/package.json with a Node.js that fits."""
    from bromost import frontend  # noqa: PLC0415

    frontend.run(script, *context.args)


def main() -> None:
    from bromost.postgres_programs import PostgresError  # noqa: PLC0415
    from bromost_common.logging import configure_logging  # noqa: PLC0415

    # A person reads this; what the services do in here is not their concern.
    configure_logging("ERROR")
    try:
        app()
    except (UserError, PostgresError) as error:
        complain(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        complain(_in_words(error))
        sys.exit(1)


def _in_words(error: OSError) -> str:
    import errno  # noqa: PLC0415

    if error.errno == errno.ENOSPC:
        return "The disk is full. Make room (some 500 MB) and start again."
    return f"The operating system refused: {error}."
