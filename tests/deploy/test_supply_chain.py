"""S18: nothing is installed but what was locked, to the byte."""

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with one package, as an index would have it."""
    info = "harmless-1.0.dist-info"
    with zipfile.ZipFile(tmp_path / "harmless-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("harmless.py", "")
        wheel.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: harmless\nVersion: 1.0\n"
        )
        wheel.writestr(
            f"{info}/WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n"
            "Tag: py3-none-any\n",
        )
        wheel.writestr(f"{info}/RECORD", "")
    return tmp_path


def install(shelf: Path, line: str) -> subprocess.CompletedProcess[str]:
    """As the set-up script installs, from the shelf into a folder of its own."""
    locked = shelf / "locked.txt"
    locked.write_text(line)
    return subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--no-index", "--quiet"),
            *("--find-links", str(shelf), "--target", str(shelf / "into")),
            *("--require-hashes", "--no-deps", "-r", str(locked)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )


def test_s18_a_package_with_the_locked_hash_is_installed(shelf: Path) -> None:
    digest = hashlib.sha256(next(shelf.glob("*.whl")).read_bytes()).hexdigest()

    done = install(shelf, f"harmless==1.0 --hash=sha256:{digest}")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"harmless==1.0 --hash=sha256:{'0' * 64}", "DO NOT MATCH THE HASHES"),
        ("harmless==1.0", "Hashes are required"),
    ],
)
def test_s18_a_changed_or_unlocked_package_is_refused(
    shelf: Path, line: str, words: str
) -> None:
    done = install(shelf, line)

    assert done.returncode != 0
    assert words in done.stderr
    assert not (shelf / "into").exists()


def test_s18_the_set_up_takes_locked_packages_only() -> None:
    script = (ROOT / "deploy/setup/venv.sh").read_text()

    assert "--require-hashes --no-deps" in script
    assert LOCKS
    for lock in LOCKS:
        entries = re.split(r"\n(?=\S)", lock.read_text())
        packages = [one for one in entries if not one.startswith("#")]
        assert packages
        for package in packages:
            assert re.match(r"[\w.\[\]-]+==\S+", package), package[:60]
            assert "--hash=sha256:" in package, package[:60]


def test_s18_every_package_of_the_pages_is_locked_by_its_content() -> None:
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())

    loose = [
        name
        for name, package in lock["packages"].items()
        if name and not package.get("integrity", "").startswith("sha512-")
    ]
    assert not loose
