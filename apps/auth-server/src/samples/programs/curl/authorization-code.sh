#!/usr/bin/env bash
# Asks a person for access and prints the tokens: authorization code with PKCE (RFC 6749, RFC 7636).
set -euo pipefail

authorization_endpoint='<<authorization_endpoint>>'
token_endpoint='<<token_endpoint>>'
client_id='<<client_id>>'
client_secret="${CLIENT_SECRET:?Set it first.}" # only for apps with a secret
redirect_uri='<<redirect_uri>>'
scope='<<scope>>'

# Percent-encodes a text for an address.
encode() {
  local LC_ALL=C text="$1" at character
  for ((at = 0; at < ${#text}; at++)); do
    character="${text:at:1}"
    case "$character" in
      [a-zA-Z0-9._~-]) printf '%s' "$character" ;;
      *) printf '%%%02X' "'$character" ;;
    esac
  done
}

# One parameter of the address that was pasted.
parameter() {
  local value
  value="$(sed -n "s/.*[?&]$1=\([^&#]*\).*/\1/p" <<<"$pasted")"
  value="${value//+/ }"
  printf '%b' "${value//%/\\x}"
}

# One member of the JSON answer.
member() { sed -n "s/.*\"$1\" *: *\"\{0,1\}\([^\",}]*\).*/\1/p" <<<"$answer"; }

stop() { echo "$1" >&2; exit 1; }

state="$(openssl rand -hex 32)"
code_verifier="$(openssl rand -hex 32)"
code_challenge="$(printf '%s' "$code_verifier" | openssl dgst -sha256 -binary | base64 | tr '+/' '-_' | tr -d '=')"

question="response_type=code&client_id=$(encode "$client_id")&redirect_uri=$(encode "$redirect_uri")"
question+="&scope=$(encode "$scope")&state=$state&code_challenge=$code_challenge&code_challenge_method=S256"

echo "Open this address, allow access, then paste the address that you end at, or the code that the page shows:" >&2
echo "$authorization_endpoint?$question" >&2
read -r pasted

code="$pasted"
if [[ "$pasted" == *://* ]]; then
  [ -z "$(parameter error)" ] || stop "$(parameter error): $(parameter error_description)"
  [ "$(parameter state)" = "$state" ] || stop "The state does not match: this address answers another request."
  code="$(parameter code)"
fi

fields=(
  --data-urlencode "grant_type=authorization_code"
  --data-urlencode "code=$code"
  --data-urlencode "redirect_uri=$redirect_uri"
  --data-urlencode "code_verifier=$code_verifier"
  --data-urlencode "client_id=$client_id"
  --data-urlencode "client_secret=$client_secret" # only for apps with a secret
)
answer="$(curl -sS --fail-with-body "${fields[@]}" "$token_endpoint")" || stop "$answer"

for name in access_token expires_in refresh_token; do
  value="$(member "$name")"
  [ -z "$value" ] || echo "$name $value"
done
