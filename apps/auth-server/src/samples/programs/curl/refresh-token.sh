#!/usr/bin/env bash
# Exchanges a refresh token for a new access token (RFC 6749 §6).
set -euo pipefail

token_endpoint='<<token_endpoint>>'
client_id='<<client_id>>'
client_secret="${CLIENT_SECRET:?Set it first.}" # only for apps with a secret
refresh_token="${REFRESH_TOKEN:?Set it first.}"

# One member of the JSON answer.
member() { sed -n "s/.*\"$1\" *: *\"\{0,1\}\([^\",}]*\).*/\1/p" <<<"$answer"; }

fields=(
  --data-urlencode "grant_type=refresh_token"
  --data-urlencode "refresh_token=$refresh_token"
  --data-urlencode "client_id=$client_id"
  --data-urlencode "client_secret=$client_secret" # only for apps with a secret
)
answer="$(curl -sS --fail-with-body "${fields[@]}" "$token_endpoint")" || { echo "$answer" >&2; exit 1; }

# The refresh token may be a new one: keep what this answer says.
for name in access_token expires_in refresh_token; do
  value="$(member "$name")"
  [ -z "$value" ] || echo "$name $value"
done
