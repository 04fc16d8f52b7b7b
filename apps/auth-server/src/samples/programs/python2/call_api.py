"""Calls the API with an access token (RFC 6750, section 2.1) and prints its answer."""

from __future__ import print_function

import json
import os
import sys
from urllib2 import HTTPError, Request, urlopen

api_url = "<<api_url>>"
access_token = os.environ.get("ACCESS_TOKEN") or sys.exit("Set ACCESS_TOKEN first.")

request = Request(api_url, headers={"Authorization": "Bearer " + access_token})
try:
    answer = json.load(urlopen(request, timeout=30))
except HTTPError as error:
    sys.exit(error.read())

print(json.dumps(answer, indent=2))
