#!/usr/bin/env bash
# Calls the API with an access token (RFC 6750 §2.1) and prints its answer.
set -euo pipefail

api_url='<<api_url>>'
access_token="${ACCESS_TOKEN:?Set it first.}"

answer="$(curl -sS --fail-with-body -H "Authorization: Bearer $access_token" "$api_url")" || { echo "$answer" >&2; exit 1; }
echo "$answer"
