"""Calls the API with an access token (RFC 6750 §2.1) and prints its answer."""

import json
import os
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

api_url = "<<api_url>>"
access_token = os.environ.get("ACCESS_TOKEN") or sys.exit("Set ACCESS_TOKEN first.")

request = Request(api_url, headers={"Authorization": f"Bearer {access_token}"})
try:
    with urlopen(request, timeout=30) as response:
        answer = json.load(response)
except HTTPError as error:
    sys.exit(error.read().decode())

print(json.dumps(answer, indent=2))
