"""Real packets, seen by a real Suricata, become a case within the minute, and whoever sent them is
shut out by the real nft: two network namespaces joined by a wire stand for host and attacker.

In ``make long`` alone.  Needs root, ``nft``, ``ip`` and ``suricata``; no packet leaves the machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from shoumi.base.tests.memories import forget
from shoumi.chapters.defence.queries import blocks as queries
from shoumi.chapters.defence.rules import firewall
from shoumi.chapters.defence.rules.detection import Code
from shoumi.chapters.defence.rules.firewall import Seen
from shoumi.chapters.defence.rules.sensors import SensorKind
from shoumi.chapters.defence.sensor_models import Sensor
from shoumi.chapters.defence.services import blocks, detection, host_firewall, sensors
from shoumi.core.refs import Ref
from shoumi.core.tests import portion

TOOLS = ("nft", "unshare", "nsenter", "ip", "suricata")
pytestmark = [
    pytest.mark.django_db(databases=("default", "keyring")),
    pytest.mark.skipif(not portion.is_long(), reason="make long"),
    pytest.mark.skipif(
        os.geteuid() != 0 or not all(map(host_firewall.program, TOOLS)),
        reason="needs root and " + ", ".join(TOOLS),
    ),
]
OPENED = "8080 | tcp | * | 网页"
HOST4, HOST6 = "198.51.100.1", "2001:db8:0:1::1"
SCANNER, INJECTOR, HONEST = "198.51.100.7", "198.51.100.8", "198.51.100.9"
# Of one /64, as one subscriber has them.
GUESSERS = [f"2001:db8:0:7::{number:x}" for number in range(2, 12)]
WHOLE = "2001:db8:0:7::/64"
RULES = """\
alert tcp any any -> any any (msg:"made up: many ports"; flags:S,CE; \
detection_filter:track by_src, count 20, seconds 20; priority:2; sid:1000001; rev:1;)
alert http any any -> any any (msg:"made up: SQL in an address"; flow:to_server,established; \
http.uri; content:"union select"; nocase; priority:1; sid:1000002; rev:1;)
alert http any any -> any any (msg:"made up: a try to sign in"; flow:to_server,established; \
http.method; content:"POST"; http.uri; content:"/sign-in"; priority:2; sid:1000003; rev:1;)
"""
SETTINGS = """\
%YAML 1.1
---
vars:
  address-groups: {HOME_NET: any, EXTERNAL_NET: any}
outputs:
  - eve-log: {enabled: yes, filetype: regular, filename: eve.json, types: [alert]}
app-layer:
  protocols:
    http: {enabled: yes}
"""
SERVE = """
import http.server, socket
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.send_header("Content-Length", "2"); self.end_headers()
        self.wfile.write(b"ok")
    do_POST = do_GET
    def log_message(self, *told): pass
class Server(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6
Server(("::", 8080), Page).serve_forever()
"""
ASK = """
import http.client, sys
host, source, method, where = sys.argv[1:]
c = http.client.HTTPConnection(host, 8080, timeout=4, source_address=(source, 0))
c.request(method, where); sys.exit(c.getresponse().status != 200)
"""
SCAN = """
import socket, sys
host, source = sys.argv[1:]
for port in range(9000, 9060):
    one = socket.socket(); one.bind((source, 0)); one.setblocking(False)
    one.connect_ex((host, port)); one.close()
"""


class Wire:
    """A host and an attacker, each with a network of its own."""

    def __init__(self):
        self.running = []

    def begin(self):
        self.host, self.attacker = self.space(), self.space()
        ip = ("ip", "link", "add", "wire0", "netns", self.host, "type", "veth")
        run(*ip, "peer", "name", "wire1", "netns", self.attacker)
        for space, device, addresses in (
            (self.host, "wire0", [f"{HOST4}/24", f"{HOST6}/48"]),
            (self.attacker, "wire1", [f"{one}/24" for one in (SCANNER, INJECTOR, HONEST)]),
            (self.attacker, "wire1", [f"{one}/48" for one in GUESSERS]),
        ):
            for one in addresses:
                six = ("nodad",) if ":" in one else ()
                run(*within(space), "ip", "addr", "add", one, "dev", device, *six)
            run(*within(space), "ip", "link", "set", device, "up")
            run(*within(space), "ip", "link", "set", "lo", "up")

    def space(self):
        """Nothing is done in one before it is another than the machine's own."""
        made = self.start("unshare", "-n", "sleep", "900").pid
        own = os.readlink("/proc/self/ns/net")
        until(lambda: os.readlink(f"/proc/{made}/ns/net") != own, 120)
        return str(made)

    def start(self, *words, **more):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.running.append(subprocess.Popen(words, **{**quiet, **more}))
        time.sleep(0.3)
        return self.running[-1]

    def reached(self, source, method="GET", where="/"):
        host = HOST6 if ":" in source else HOST4
        words = [*within(self.attacker), sys.executable, "-c", ASK, host, source, method, where]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0

    def close(self):
        for one in reversed(self.running):
            one.kill()
            one.wait()


def within(space):
    return ("nsenter", "-t", space, "-n")


def run(*words):
    subprocess.run(words, check=True, capture_output=True)


def until(done, seconds):
    """How long it took until it was so."""
    begun = time.monotonic()
    while not done():
        assert time.monotonic() - begun < seconds, "it never was so"
        time.sleep(0.3)
    return time.monotonic() - begun


@pytest.fixture
def wire(desk, monkeypatch, tmp_path):
    """The host has its approved firewall, a server, and Suricata at the wire."""
    made = Wire()
    try:
        made.begin()
        ask = host_firewall.run
        there = within(made.host)
        monkeypatch.setattr(
            host_firewall, "run", lambda words, given="": ask([*there, *words], given)
        )
        monkeypatch.setattr(host_firewall, "own_addresses", lambda: {HOST4, HOST6})
        one = desk.approved(openings=OPENED)
        text = firewall.text(firewall.openings(OPENED), is_routing=False)
        done = host_firewall.run([host_firewall.program("nft"), "-f", "-"], text)
        assert done.returncode == 0, done.stderr
        found = desk.read()
        assert (found.seen, found.ruleset) == (Seen.AS_APPROVED, one)
        made.start(*there, sys.executable, "-c", SERVE)
        until(lambda: made.reached(HONEST), 120)
        (tmp_path / "suricata.yaml").write_text(SETTINGS)
        (tmp_path / "made-up.rules").write_text(RULES)
        made.log = tmp_path / "eve.json"
        suricata = (host_firewall.program("suricata"), "-i", "wire0", "-l", str(tmp_path))
        own = ("-c", str(tmp_path / "suricata.yaml"), "-S", str(tmp_path / "made-up.rules"))
        with (tmp_path / "said.txt").open("wb") as said:
            made.start(
                *there, *suricata, *own, "-k", "none", "--runmode", "single",
                stdout=said, stderr=said,
            )  # fmt: skip
        saying = tmp_path / "said.txt"
        until(lambda: b"ngine started" in saying.read_bytes() and made.log.exists(), 300)
        yield made
    finally:
        made.close()


def looked(desk, seconds=60):
    """Half a minute apart by the house's clock, as the worker looks; how long it took by ours."""
    found = []

    def saw():
        desk.go(seconds=30)
        forget()
        sensors.read(at=desk.at)
        found.extend(detection.look(at=desk.at))
        return bool(found)

    took = until(saw, seconds)
    return found, timedelta(seconds=took)


def test_scan_injection_and_guessing_are_cases_within_the_minute_and_get_no_answer_then(desk, wire):
    detection.begin(actor=desk.security, at=desk.at)
    log = {"kind": SensorKind.SURICATA, "path": str(wire.log)}
    sensors.add(**log, actor=desk.security, at=desk.at)
    for attack, shut in (
        (lambda: run(*within(wire.attacker), sys.executable, "-c", SCAN, HOST4, SCANNER), SCANNER),
        (lambda: wire.reached(INJECTOR, where="/?q=1%20UNION%20SELECT%20name"), INJECTOR),
        (lambda: [wire.reached(one, "POST", "/sign-in") for one in GUESSERS], WHOLE),
    ):
        assert wire.reached(HONEST)
        attack()
        (case, *others), took = looked(desk)
        assert (case.rule, others) == (Code.SENSOR_ALERT, [])
        assert took < timedelta(minutes=1)
        assert queries.addresses(case) == [shut]
        given = {"case": Ref(case.ref), "address": shut, "hours": 1}
        blocks.block_of_alert(**given, actor=desk.security, at=desk.at)
        forget()
        assert blocks.put_on_host(at=desk.at) == 1
    for one in (SCANNER, INJECTOR, GUESSERS[0], GUESSERS[-1]):
        assert not wire.reached(one)
    assert wire.reached(HONEST)
    assert desk.read().seen == Seen.AS_APPROVED
    found = Sensor.objects.get()
    assert found.gaps == 0
    lines = [json.loads(line) for line in wire.log.read_text().splitlines()]
    assert HONEST not in {one["src_ip"] for one in lines}
    assert found.lines <= len(lines)
