"""Asks for a token of the app's own, which no person has to allow: client credentials (RFC 6749 §4.4)."""

import json
import os
import sys
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

token_endpoint = "<<token_endpoint>>"
client_id = "<<client_id>>"
client_secret = os.environ.get("CLIENT_SECRET") or sys.exit("Set CLIENT_SECRET first.")
scope = "<<scope>>"

fields = {
    "grant_type": "client_credentials",
    "scope": scope,
    "client_id": client_id,
    "client_secret": client_secret,
}
try:
    with urlopen(token_endpoint, urlencode(fields).encode(), timeout=30) as response:
        tokens = json.load(response)
except HTTPError as error:
    sys.exit(error.read().decode())

print("access_token", tokens["access_token"])
print("expires_in", tokens["expires_in"])
