#!/bin/sh
# Asks a worker about meetings: sh check.sh [the worker's command], or sh check.sh http://127.0.0.1:8737
set -eu
requests() {
  for number in 1 2 3; do
    printf '{"id": %d, "detail": "verdict", "plan": {"meeting": "topical", "day": "2024-06-0%d"}}\n' "$number" "$number"
  done
}
case "${1:-}" in
  http*) requests | while read -r line; do
           curl --silent --header 'content-type: application/json' --data "$line" "$1/check"
           echo
         done ;;
  "") requests | meetingrules serve --stdio ;;
  *) requests | "$@" ;;
esac
