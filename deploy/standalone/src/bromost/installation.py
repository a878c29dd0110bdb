"""Where an installation lives and what the environment asks of it."""

import contextlib
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bromost.console import UserError

CHECKOUT = Path(__file__).resolve().parents[4]
DEFAULT_PORT = 8000
DEMO_EMAIL = "demo@bromost.example"
DEMO_NAME = "Demo Administrator"
LARGEST_PORT = 65535


@dataclass(frozen=True)
class Installation:
    """One folder with data, served at one address."""

    data: Path
    host: str = "127.0.0.1"
    port: int | None = None
    database_url: str | None = None
    public_url: str | None = None
    with_demo: bool = True

    @property
    def frontend(self) -> Path:
        return CHECKOUT / "frontend"

    @property
    def audit_heads(self) -> Path:
        """The newest seals of the audit log, as they were written down each day."""
        named = os.environ.get("BROMOST_AUDIT_HEADS")
        return Path(named) if named else self.data / "audit-heads.jsonl"

    def log(self, name: str) -> Path:
        return self.data / f"{name}.log"

    @property
    def is_demo_unfinished(self) -> bool:
        """A load of the demo data was cut off."""
        return self._loading.exists()

    @contextlib.contextmanager
    def loading_demo(self) -> Iterator[None]:
        """Remember across a crash that the demo data are on their way."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._loading.touch()
        yield
        self._loading.unlink()

    @property
    def _loading(self) -> Path:
        return self.data / "demo-loading"

    def demo_password(self) -> str | None:
        """The demo account's password, if there is such an account."""
        path = self.data / "demo-password"
        return path.read_text().strip() if path.exists() else None

    def keep_demo_password(self) -> str:
        password = self.demo_password()
        if password is None:
            password = secrets.token_urlsafe(12)
            self._keep("demo-password", password)
        return password

    def keep_secret_key(self) -> str:
        """The key that seals secrets in the database; made when it is first needed."""
        from bromost_common.secrets_at_rest import new_key  # noqa: PLC0415 - slow

        path = self.data / "secret-key"
        if not path.exists():
            self._keep("secret-key", new_key())
        return path.read_text().strip()

    def _keep(self, name: str, secret: str) -> None:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Whole or not at all: half a key would be worse than none.
        unfinished = self.data / f"{name}.new"
        unfinished.touch(mode=0o600)
        unfinished.write_text(secret + "\n")
        unfinished.replace(self.data / name)


def from_environment(environment: Mapping[str, str] = os.environ) -> Installation:
    data = environment.get("BROMOST_DATA") or str(CHECKOUT / ".bromost")
    return Installation(
        data=Path(data).expanduser().resolve(),
        host=environment.get("BROMOST_HOST") or "127.0.0.1",
        port=_port(environment.get("BROMOST_PORT")),
        database_url=_database_url(environment.get("BROMOST_DATABASE_URL")),
        public_url=environment.get("BROMOST_PUBLIC_URL") or None,
        with_demo=environment.get("DEMO", "1").lower() not in {"0", "no", "false"},
    )


def _port(text: str | None) -> int | None:
    if not text:
        return None
    if not text.isdigit() or int(text) > LARGEST_PORT:
        raise UserError(
            f"BROMOST_PORT is {text!r}, but a port is a number up to {LARGEST_PORT}."
        )
    return int(text)


def _database_url(text: str | None) -> str | None:
    """Accept the address as PostgreSQL's own tools write it, too."""
    if not text:
        return None
    scheme, separator, rest = text.partition("://")
    if not separator or scheme.partition("+")[0] not in {"postgresql", "postgres"}:
        raise UserError(
            "BROMOST_DATABASE_URL should look like"
            " postgresql://user:password@host:5432/database."
        )
    return f"postgresql+asyncpg://{rest}"
