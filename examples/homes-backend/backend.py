"""A device maker's own backend: it knows the homes, and Latchkey asks it which of them an account can share.

    python3 backend.py [port] [issuer of Latchkey]

Start Latchkey with LATCHKEY_HOMES_URL=http://127.0.0.1:9100. The protocol is docs/homes.md. Needs Authlib
(Debian: python3-authlib), which checks that a request comes from Latchkey.
"""

import json
import re
import sys
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

from authlib.jose import JsonWebKey, JsonWebToken
from authlib.jose.errors import JoseError

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 9100
ISSUER = sys.argv[2] if len(sys.argv) > 2 else "http://localhost:8080"
# What stands in LATCHKEY_HOMES_URL.
AUDIENCE = f"http://127.0.0.1:{PORT}"

REFUSED = (JoseError, KeyError, ValueError, TypeError, AttributeError)


class Keys:
    """The public keys of Latchkey, read anew when a token names one that is not known yet."""

    def __init__(self):
        self.keys, self.read_at, self.lock = {}, 0.0, Lock()

    def find(self, header, _payload):
        with self.lock:
            if header["kid"] not in self.keys and time.monotonic() - self.read_at > 1:
                self.read()
            return self.keys[header["kid"]]

    def read(self):
        self.read_at = time.monotonic()
        with urllib.request.urlopen(f"{ISSUER}/oauth2/jwks", timeout=5) as answer:
            found = json.load(answer)["keys"]
        self.keys = {key["kid"]: JsonWebKey.import_key(key) for key in found if key["kty"] == "EC"}


KEYS = Keys()
TOKENS = JsonWebToken(["ES256"])


def comes_from_latchkey(authorization, scope):
    """Whether the token is Latchkey's own (RFC 9068): of no client and of no person, for us, for this scope, and not too old."""
    scheme, _, text = (authorization or "").partition(" ")
    if scheme.lower() != "bearer":
        return False
    wanted = {
        "iss": {"essential": True, "value": ISSUER},
        "sub": {"essential": True, "value": ISSUER},
        "aud": {"essential": True, "value": AUDIENCE},
        "exp": {"essential": True},
    }
    try:
        claims = TOKENS.decode(text, KEYS.find, claims_options=wanted)
        claims.validate()
        return claims.header["typ"] == "at+jwt" and scope in claims["scope"].split()
    except REFUSED:
        return False


# By account. A real backend has a database; in this one everybody owns a villa and a cabin from the first time on.
HOMES = {}


def homes_of(account):
    return HOMES.setdefault(
        account,
        [
            {
                "id": f"villa-{account}",
                "name": "Villa Solsidan",
                "time_zone": "Europe/Stockholm",
                "devices": [
                    {"id": f"hall-{account}", "name": "Hall", "type": "thermostat"},
                    {"id": f"pool-{account}", "name": "Pool", "type": "pool_heater"},
                ],
            },
            {"id": f"cabin-{account}", "name": "Cabin", "devices": []},
        ],
    )


class Backend(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        account = self.account("homes:read")
        if account is not None:
            self.answer(200, {"homes": homes_of(account)})

    def do_DELETE(self):
        account = self.account("homes:write")
        if account is not None:
            HOMES[account] = []
            self.answer(204)

    def account(self, scope):
        """The account that is asked for, or an answer that says why not."""
        found = re.fullmatch(r"/accounts/([A-Za-z0-9._~-]{1,50})/homes", self.path)
        if not comes_from_latchkey(self.headers.get("Authorization"), scope):
            self.answer(401, {"error": "invalid_token"}, {"WWW-Authenticate": "Bearer"})
        elif found is None:
            self.answer(404, {"error": "not_found"})
        else:
            print(self.command, self.path, flush=True)
            return found[1]
        return None

    def answer(self, status, body=None, headers=None):
        text = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Type", "application/json")
        if status != 204:
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", PORT), Backend).serve_forever()
