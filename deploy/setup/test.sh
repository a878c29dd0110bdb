#!/bin/sh
# Every test, or the named one: deploy/setup/test.sh [tests/...|frontend/src/...|frontend/e2e/...]
# Goes on after a failure, so that one run shows all of them, and fails at the end.
set -u
cd "$(dirname "$0")/../.."
py=.venv/bin/python
bad=""
started=$(date +%s)

# What hangs is ended and told by name, so that the steps after it still have their say.
# Not at a terminal: there a person ends it, and `timeout` would keep their Ctrl-C from it.
bounded() {
    if command -v timeout >/dev/null && ! [ -t 1 ]; then
        timeout --kill-after=30 "$@"
    else
        shift
        "$@"
    fi
}

step() {
    name=$1
    shift
    printf '\n==> %s\n' "$name"
    since=$(date +%s)
    "$@" || bad="$bad, $name"
    printf '==> %s took %s s\n' "$name" "$(($(date +%s) - since))"
}

find_chromium() {
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" && return
    done
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "==> Installing Chromium for the browser tests" >&2
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium; } >/dev/null &&
        command -v chromium
}

browser_journeys() {
    CHROMIUM=$(find_chromium) || {
        echo "The browser tests need Chromium. Install it (on Debian: apt install chromium) and start again." >&2
        return 1
    }
    export CHROMIUM
    bounded 35m "$py" -m bromost frontend run e2e "$@"
}

case ${1:-} in
"")
    step "checks" sh deploy/setup/check.sh
    step "services" bounded 45m "$py" -m pytest -n auto --dist loadfile --durations=20 tests --ignore=tests/deploy
    step "frontend tests" "$py" -m bromost frontend run test
    step "pages" "$py" -m bromost frontend build
    step "size of the pages" "$py" -m bromost frontend run budget
    step "runner and deployment" bounded 15m "$py" -m pytest -n 2 --dist loadfile tests/deploy
    step "browser journeys" browser_journeys
    step "browser journeys behind the proxy" bounded 25m "$py" -m tests.deploy.journeys
    ;;
frontend/e2e/*) step "browser journeys" browser_journeys "$@" ;;
frontend/*) step "frontend tests" "$py" -m bromost frontend run test "$@" ;;
*) step "services" "$py" -m pytest "$@" ;;
esac

if [ -n "$bad" ]; then
    printf '\nFailed: %s\n' "${bad#, }" >&2
    exit 1
fi
printf '\n==> Everything passed in %s s\n' "$(($(date +%s) - started))"
