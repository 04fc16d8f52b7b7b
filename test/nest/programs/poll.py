"""In the style of the Python programs for Nest: redirects are taken by hand, and the token is sent again.

Reads the homes, watches one node, sets a temperature and waits until the stream tells of it. Prints JSON.
"""
import json
import sys

import requests

ENTRY = "https://developer-api.nest.com"


class NestError(Exception):
    pass


class Nest:
    def __init__(self, token):
        self.session = requests.Session()
        self.token = token

    def send(self, method, path, **more):
        headers = {"Authorization": "Bearer " + self.token}
        headers.update(more.pop("headers", {}))
        url = ENTRY + path
        for _ in range(3):
            answer = self.session.request(
                method, url, headers=headers, allow_redirects=False, timeout=(5, 15), **more
            )
            if answer.status_code != 307:
                return self.checked(answer)
            url = answer.headers["Location"]
        raise NestError("redirected too often")

    @staticmethod
    def checked(answer):
        if answer.status_code == 200:
            return answer
        body = answer.json()
        raise NestError("%d %s" % (answer.status_code, body.get("error_description", body["error"])))

    def read(self, path):
        return self.send("GET", path).json()

    def write(self, path, values):
        return self.send("PUT", path, data=json.dumps(values)).json()

    def events(self, path):
        answer = self.send("GET", path, headers={"Accept": "text/event-stream"}, stream=True)
        event = None
        for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
            if line.startswith("event:"):
                event = line[6:].strip()
            elif line.startswith("data:"):
                yield event, json.loads(line[5:])


def main(token, device, home):
    nest = Nest(token)
    tree = nest.read("/")
    thermostats = tree["devices"]["thermostats"]
    target = 75 if thermostats[device]["target_temperature_f"] < 75 else 70
    path = "/devices/thermostats/%s" % device
    told = []
    for event, data in nest.events(path + "/target_temperature_f"):
        if event != "put":
            continue
        told.append(data)
        if len(told) == 1:
            written = nest.write(path, {"target_temperature_f": target})
        else:
            break
    try:
        nest.write(path, {"target_temperature_f": 100})
    except NestError as refused:
        error = str(refused)
    where = thermostats[device]["where_id"]
    structure = tree["structures"][home]
    json.dump(
        {
            "target": target,
            "written": written,
            "told": told,
            "error": error,
            "where": structure["wheres"][where]["name"],
            "away": nest.read("/structures/%s/away.json" % home),
            "user": tree["metadata"]["user_id"] != "",
        },
        sys.stdout,
    )


main(*sys.argv[1:])
