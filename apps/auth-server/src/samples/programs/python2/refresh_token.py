"""Exchanges a refresh token for a new access token (RFC 6749, section 6)."""

from __future__ import print_function

import json
import os
import sys
from urllib import urlencode
from urllib2 import HTTPError, urlopen

token_endpoint = "<<token_endpoint>>"
client_id = "<<client_id>>"
client_secret = os.environ.get("CLIENT_SECRET") or sys.exit("Set CLIENT_SECRET first.")  # only for apps with a secret
refresh_token = os.environ.get("REFRESH_TOKEN") or sys.exit("Set REFRESH_TOKEN first.")

fields = {
    "grant_type": "refresh_token",
    "refresh_token": refresh_token,
    "client_id": client_id,
    "client_secret": client_secret,  # only for apps with a secret
}
try:
    tokens = json.load(urlopen(token_endpoint, urlencode(fields), timeout=30))
except HTTPError as error:
    sys.exit(error.read())

# The refresh token may be a new one: keep what this answer says.
for name in ("access_token", "expires_in", "refresh_token"):
    if name in tokens:
        print(name, tokens[name])
