"""Asks for a token of the app's own, which no person has to allow: client credentials (RFC 6749, section 4.4)."""

from __future__ import print_function

import json
import os
import sys
from urllib import urlencode
from urllib2 import HTTPError, urlopen

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
    tokens = json.load(urlopen(token_endpoint, urlencode(fields), timeout=30))
except HTTPError as error:
    sys.exit(error.read())

print("access_token", tokens["access_token"])
print("expires_in", tokens["expires_in"])
