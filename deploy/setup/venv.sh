#!/bin/sh
# Makes .venv from the pinned and hashed requirements; does nothing when it is up to date.
# Usage: deploy/setup/venv.sh run|dev      (dev contains run)
set -eu
cd "$(dirname "$0")/../.."
kind=${1:-run}
requirements=requirements/$kind.txt
root=$(pwd -P)

say() { printf '%s\n' "==> $*"; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }

find_python() {
    for candidate in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    stop "Bromost needs Python 3.11 or later, and none was found on the PATH.
Install one (on Debian or Ubuntu: apt install python3 python3-venv), or name it: make $kind PYTHON=/path/to/python3"
}

# The folder is part of the key: an environment that was copied or moved does not work.
wanted="$root $(cksum < "$requirements")"
stamp=.venv/.bromost-$kind
if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

python=$(find_python)
if ! .venv/bin/python -c "import sys, pip; sys.exit(sys.prefix != '$root/.venv')" 2>/dev/null; then
    say "Making the Python environment in .venv with $("$python" --version)"
    rm -rf .venv
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        stop "This Python cannot make virtual environments: its module ensurepip or venv is missing.
On Debian or Ubuntu install it with: apt install python3-venv     and start again."
    fi
    "$python" -m venv .venv || { rm -rf .venv; stop "The Python environment could not be made (see above)."; }
fi

say "Installing $(grep -c '==' "$requirements") pinned packages from $requirements (the first time this takes a minute)"
rm -f "$stamp"
.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input \
    --require-hashes --no-deps -r "$requirements" ||
    stop "The packages could not be installed (see above). Is there a connection to a package index, and space on the disk?"

site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
for source in services/common services/api services/indicators services/notifications deploy/standalone; do
    printf '%s\n' "$root/$source/src"
done > "$site/bromost.pth"
printf '%s' "$wanted" > "$stamp"
# The larger set contains the smaller one.
[ "$kind" = run ] || printf '%s' "$root $(cksum < requirements/run.txt)" > .venv/.bromost-run
say "The Python environment is ready"
