#!/usr/bin/env bash
# Asks for a token of the app's own, which no person has to allow: client credentials (RFC 6749 §4.4).
set -euo pipefail

token_endpoint='<<token_endpoint>>'
client_id='<<client_id>>'
client_secret="${CLIENT_SECRET:?Set it first.}"
scope='<<scope>>'

# One member of the JSON answer.
member() { sed -n "s/.*\"$1\" *: *\"\{0,1\}\([^\",}]*\).*/\1/p" <<<"$answer"; }

fields=(
  --data-urlencode "grant_type=client_credentials"
  --data-urlencode "scope=$scope"
  --data-urlencode "client_id=$client_id"
  --data-urlencode "client_secret=$client_secret"
)
answer="$(curl -sS --fail-with-body "${fields[@]}" "$token_endpoint")" || { echo "$answer" >&2; exit 1; }

echo "access_token $(member access_token)"
echo "expires_in $(member expires_in)"
