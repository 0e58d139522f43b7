"""The preview as the page uses it: started, fetched, edited, and following a file that changes.

Usage: preview.py RESULTS PATIENCE PROGRAM [ARGUMENT...], in a work folder. Keeps in RESULTS what the preview gave; one
line a step; ends with 1 at the first that is not as it should be, or does not come within PATIENCE seconds.
"""

import base64
import http.client
import json
import os
import pathlib
import re
import socket
import struct
import subprocess
import sys
import threading
import time

DOCUMENT = "2022/jnv"
LETTER = pathlib.Path("data/brieven/2022/jnv.md")

results, patience = pathlib.Path(sys.argv[1]), float(sys.argv[2])
server = subprocess.Popen([*sys.argv[3:], "bekijk", "--op", "2023-09-02"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
# Whatever hangs, hangs no longer than this: without the server every wait below ends.
threading.Timer(5 * patience, server.kill).start()


class Failed(Exception):
    """A step is not as it should be."""


def passed(step):
    print(f"ok   preview: {step} ({time.monotonic() - passed.since:.0f} s)", flush=True)
    passed.since = time.monotonic()


passed.since = time.monotonic()


class Tab:
    """A web socket, of which only text in whole messages is read and written."""

    def __init__(self, port, key):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=patience)
        self.stream = self.socket.makefile("rb")
        self.socket.sendall((
            f"GET /api/live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n"
            f"Sec-WebSocket-Protocol: griffel, sleutel.{key}\r\n\r\n").encode())
        status = self.stream.readline().decode()
        if " 101 " not in status:
            raise Failed(f"no web socket: {status}")
        while self.stream.readline().strip():
            pass

    def say(self, message):
        data = json.dumps(message).encode()
        # Masked with zeros: a mask must be there, and need not hide anything.
        self.socket.sendall(struct.pack(">BBHI", 0x81, 0x80 | 126, len(data), 0) + data)

    def hear(self):
        kind, length = struct.unpack(">BB", self.stream.read(2))
        if length >= 126:
            size = 2 if length == 126 else 8
            length = int.from_bytes(self.stream.read(size), "big")
        data = self.stream.read(length)
        return json.loads(data) if kind & 0xF == 1 else {}

    def document(self, words):
        """Waits until the pages have these words."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            message = self.hear()
            if message.get("type") == "document" and message.get("document") == DOCUMENT:
                runs = [run[0] for layer in message["layers"].values() for run in layer["runs"]]
                if words in "".join(runs).replace("\u00a0", " "):
                    return
        raise Failed(f"the pages never said {words!r}")


def ask(port, key, path, method="GET", body=None, headers=()):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    connection.request(method, path, body, {"Authorization": f"Bearer {key}", **dict(headers)})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status >= 300:
        raise Failed(f"{method} {path}: {answer.status} {content.decode(errors='replace')}")
    return answer, content


def play():
    said = server.stdout.readline().decode()
    address = re.search(r"http://127\.0\.0\.1:(\d+)/#sleutel=([0-9a-f]+)", said)
    if not address:
        raise Failed(f"no address: {said!r}")
    at = int(address[1]), address[2]
    passed("started")

    _, page = ask(*at, "/")
    # What is allowed to run on it is another one each time.
    (results / "page.html").write_bytes(re.sub(rb'nonce" content="[0-9a-f]{32}"', b'nonce"', page))
    (results / "app.js").write_bytes(ask(*at, "/app.js")[1])
    tab = Tab(*at)
    tab.say({"type": "open", "document": DOCUMENT})
    tab.document("Voortgang van de pilot Jeugdhulp naar voren")
    _, pdf = ask(*at, f"/api/pdf?document={DOCUMENT}")
    (results / "before.pdf").write_bytes(pdf)
    passed("a page fetched, and the PDF")

    answer, text = ask(*at, f"/api/manuscript?document={DOCUMENT}")
    if text != LETTER.read_bytes():
        raise Failed("the text is another one than on disk")
    edited = text.replace(b"# informatie", "# informatie\n\nDit is bewaard in de preview: één zin.".encode(), 1)
    ask(*at, f"/api/manuscript?document={DOCUMENT}", "PUT", edited, {"If-Match": answer.headers["ETag"]})
    if LETTER.read_bytes() != edited:
        raise Failed("what was saved is not on disk")
    tab.document("Dit is bewaard in de preview: één zin.")
    passed("an edit saved, and seen")

    LETTER.write_bytes(edited.replace(b"bewaard in de preview", b"veranderd buiten de preview"))
    tab.document("Dit is veranderd buiten de preview")
    _, pdf = ask(*at, f"/api/pdf?document={DOCUMENT}")
    (results / "changed.pdf").write_bytes(pdf)
    passed("a changed file seen")


try:
    play()
except (Failed, OSError, struct.error, http.client.HTTPException) as problem:
    print(f"FAIL preview: {problem or type(problem).__name__}", file=sys.stderr)
    sys.exit(1)
finally:
    server.kill()
    server.wait()
    for timer in threading.enumerate():
        if isinstance(timer, threading.Timer):
            timer.cancel()
