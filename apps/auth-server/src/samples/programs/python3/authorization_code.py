"""Asks a person for access and prints the tokens: authorization code with PKCE (RFC 6749, RFC 7636)."""

import base64
import hashlib
import json
import os  # only for apps with a secret
import secrets
import sys
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import urlopen

authorization_endpoint = "<<authorization_endpoint>>"
token_endpoint = "<<token_endpoint>>"
client_id = "<<client_id>>"
client_secret = os.environ.get("CLIENT_SECRET") or sys.exit("Set CLIENT_SECRET first.")  # only for apps with a secret
redirect_uri = "<<redirect_uri>>"
scope = "<<scope>>"


def encoded(fields):
    return urlencode({name: value for name, value in fields.items() if value})


state = secrets.token_urlsafe(32)
code_verifier = secrets.token_urlsafe(32)
digest = hashlib.sha256(code_verifier.encode()).digest()
question = {
    "response_type": "code",
    "client_id": client_id,
    "redirect_uri": redirect_uri,
    "scope": scope,
    "state": state,
    "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
    "code_challenge_method": "S256",
}

print(
    "Open this address, allow access, then paste the address that you end at, or the code that the page shows:",
    f"{authorization_endpoint}?{encoded(question)}",
    sep="\n",
    file=sys.stderr,
)
code = input().strip()

if "://" in code:
    answer = dict(parse_qsl(urlsplit(code).query))
    if "error" in answer:
        sys.exit(f"{answer['error']}: {answer.get('error_description', '')}")
    if answer.get("state") != state:
        sys.exit("The state does not match: this address answers another request.")
    code = answer.get("code")

fields = {
    "grant_type": "authorization_code",
    "code": code,
    "redirect_uri": redirect_uri,
    "code_verifier": code_verifier,
    "client_id": client_id,
    "client_secret": client_secret,  # only for apps with a secret
}
try:
    with urlopen(token_endpoint, encoded(fields).encode(), timeout=30) as response:
        tokens = json.load(response)
except HTTPError as error:
    sys.exit(error.read().decode())

for name in ("access_token", "expires_in", "refresh_token"):
    if name in tokens:
        print(name, tokens[name])
