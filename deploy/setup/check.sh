#!/bin/sh
# Everything that can be said about the sources without running them. Goes on after a finding, fails at the end.
set -u
cd "$(dirname "$0")/../.."
py=.venv/bin/python
bad=""

step() {
    name=$1
    shift
    printf '==> %s\n' "$name"
    "$@" || bad="$bad, $name"
}

contract_is_current() {
    "$py" -m "bromost_$1.openapi" | cmp - "services/$1/openapi.json" ||
        { echo "services/$1/openapi.json differs from the code: run make openapi and review the difference" >&2; return 1; }
}

# Beside the others, which keep one processor busy.
pages() {
    failed=""
    for what in lint typecheck; do
        printf '==> frontend %s\n' "$what"
        "$py" -m bromost frontend run $what || failed=yes
    done
    [ -z "$failed" ]
}
told=$(mktemp)
trap 'rm -f "$told"' EXIT
pages >"$told" 2>&1 &
pages=$!

existing=""
for folder in services deploy migrations tests; do [ -d $folder ] && existing="$existing $folder"; done

# The list is a list of folder names on purpose.
# shellcheck disable=SC2086
{
    step "format" "$py" -m ruff format --check --quiet $existing
    step "lint" "$py" -m ruff check --quiet $existing
    step "types" "$py" -m mypy $existing
}
# Statements made from texts and addresses of all networks are held by the linter, with a reason beside each.
step "security" .venv/bin/bandit --quiet --recursive -ll --skip B104,B608 services deploy migrations
step "imports" .venv/bin/lint-imports --no-cache
for service in api indicators notifications; do
    step "contract of $service" contract_is_current $service
done
wait $pages || bad="$bad, pages"
cat "$told"

[ -z "$bad" ] || { printf '\nmake check found something in: %s\n' "${bad#, }" >&2; exit 1; }
echo "==> nothing found"
