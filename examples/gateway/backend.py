"""A backend with no OAuth code in it: a proxy has asked Latchkey, and says in headers whom this serves.

    python3 backend.py [port]

It listens on loopback only. Nothing but the proxy may reach it, because whoever does can write these headers.
"""

import hashlib
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Meter(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer({"readings": [21.5, 21.7]})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer({"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()})

    def answer(self, what):
        told = [[name, value] for name, value in self.headers.items() if name.lower().startswith("latchkey")]
        served = {
            "subject": self.headers.get("Latchkey-Subject", ""),
            "client": self.headers.get("Latchkey-Client", ""),
            "scope": self.headers.get("Latchkey-Scope", "").split(),
            "homes": self.headers.get("Latchkey-Homes", "").split(),
        }
        print(f"{self.command} {self.path} for {served['subject']} through {served['client']}", flush=True)
        token = "Authorization" in self.headers
        text = json.dumps({**what, "served": served, "told": told, "token": token}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 9000
    ThreadingHTTPServer(("127.0.0.1", port), Meter).serve_forever()
