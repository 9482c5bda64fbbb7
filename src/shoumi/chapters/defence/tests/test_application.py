"""A rule set is applied on a host of its own: a network namespace, with the real nft.

Each test runs in a process of its own that leaves the network of the machine alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shoumi.chapters.defence.rules import firewall
from shoumi.chapters.defence.services import application, host_firewall
from shoumi.chapters.defence.services.errors import NoNft, NotRoot, Unsafe
from shoumi.chapters.defence.tests.defence_house import OPENED

SOURCE = Path(__file__).parents[4]
OLD, NEW = "22 | tcp | * | 旧", OPENED
HAS_NAMESPACES = (
    os.geteuid() == 0
    and bool(host_firewall.program("nft"))
    and bool(host_firewall.program("unshare"))
    and subprocess.run(["unshare", "-n", "true"], check=False).returncode == 0  # noqa: S607
)
in_namespace = pytest.mark.skipif(not HAS_NAMESPACES, reason="needs root, nft and namespaces")
PROGRAM = """
import sys, time
from shoumi.chapters.defence.rules import firewall, nft_output
from shoumi.chapters.defence.services import application, host_firewall

def text(lines):
    return firewall.text(firewall.openings(lines), is_routing=False)

def rules():
    found = host_firewall.listed()
    return found if not found.startswith("{") else nft_output.lines(found)["input"][6:]

def apply(lines, answer, within=5):
    return application.apply(text(lines), confirmed=answer, within=within).kept
"""


def run(body, **more):
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    words = ["unshare", "-n", sys.executable, "-c", PROGRAM + body]
    done = subprocess.run(words, env=env, text=True, capture_output=True, check=False, **more)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]


@in_namespace
def test_what_is_confirmed_stays_and_is_read_back_as_approved():
    told = run(
        f"print(apply({NEW!r}, lambda: True))\n"
        "lines = nft_output.lines(host_firewall.listed())\n"
        f"print(nft_output.differences(lines, firewall.openings({NEW!r}), is_routing=False))"
    )
    assert told == ["True", "[]"]


@in_namespace
def test_nft_finds_nothing_wrong_with_either_kind_of_file():
    for is_routing in (False, True):
        text = firewall.text(firewall.openings(OPENED), is_routing=is_routing)
        assert run(f"print(host_firewall.check({text!r}))") == [""]
    assert run("print(bool(host_firewall.check('table inet x { nonsense }')))") == ["True"]


@in_namespace
def test_what_is_not_confirmed_is_taken_back():
    told = run(
        "print(rules())\n"
        f"print(apply({NEW!r}, lambda: False), rules())\n"
        f"print(apply({OLD!r}, lambda: True), rules())\n"
        f"print(apply({NEW!r}, lambda: False), rules())"
    )
    old = "['tcp dport 22 accept']"
    assert told == ["ABSENT", "False ABSENT", f"True {old}", f"False {old}"]


@in_namespace
def test_a_confirmation_that_comes_too_late_keeps_nothing():
    told = run(f"print(apply({NEW!r}, lambda: time.sleep(2) or True, within=1), rules())")
    assert told == ["False ABSENT"]


@in_namespace
def test_whoever_applied_it_may_be_killed_and_the_old_rules_come_back():
    """As a connection that breaks off ends what runs in it."""
    told = run(
        "import os, signal\n"
        "child = os.fork()\n"
        "if not child:\n"
        f"    apply({NEW!r}, lambda: os.kill(os.getpid(), signal.SIGKILL), within=20)\n"
        "os.waitpid(child, 0)\n"
        "begun = time.monotonic()\n"
        "while rules() != 'ABSENT' and time.monotonic() < begun + 20:\n"
        "    time.sleep(0.05)\n"
        "print(rules(), time.monotonic() - begun < 5)"
    )
    assert told == ["ABSENT True"]


@in_namespace
def test_an_address_is_shut_out_for_its_time_and_let_in_again_and_is_no_difference():
    told = run(
        "from shoumi.chapters.defence.rules import blocks\n"
        "from shoumi.chapters.defence.rules.blocks import Change\n"
        "def has(): return sorted(blocks.sets(host_firewall.listed()).elements)\n"
        f"apply({NEW!r}, lambda: True)\n"
        "print(has())\n"
        "application.put_blocks('198.51.100.7 1\\n198.51.100.8 60\\n2001:db8::/64 60\\n')\n"
        "print(has())\n"
        "lines = nft_output.lines(host_firewall.listed())\n"
        f"print(nft_output.differences(lines, firewall.openings({NEW!r}), is_routing=False))\n"
        "print(host_firewall.change_blocks([Change('2001:db8::/64', 0)]))\n"
        "time.sleep(1.5)\n"
        "print(has())\n"
        "print(host_firewall.change_blocks([Change('203.0.113.1', 0)]), has())"
    )
    assert told == [
        "[]",
        "['198.51.100.7', '198.51.100.8', '2001:db8::/64']",
        "[]",
        "True",
        "['198.51.100.8']",
        "False ['198.51.100.8']",
    ]


@in_namespace
def test_packets_from_the_whole_64_of_a_shut_address_get_no_answer_and_from_the_next_they_do():
    told = run(
        "import os, socket, subprocess\n"
        "from shoumi.chapters.defence.rules import blocks\n"
        "from shoumi.chapters.defence.rules.blocks import Change\n"
        "def sh(*words): subprocess.run(words, check=True)\n"
        "inner = subprocess.Popen(['unshare', '-n', 'sleep', '60'])\n"
        "time.sleep(0.3)\n"
        "sh('ip', 'link', 'add', 'wire0', 'type', 'veth', 'peer', 'name', 'wire1',"
        " 'netns', str(inner.pid))\n"
        "within = ['nsenter', '-t', str(inner.pid), '-n']\n"
        "sh('ip', 'addr', 'add', 'fd00:1::1/48', 'dev', 'wire0', 'nodad')\n"
        "sh('ip', 'link', 'set', 'wire0', 'up')\n"
        "for one in ('fd00:1:0:7::2', 'fd00:1:0:7:ffff::3', 'fd00:1:0:8::2'):\n"
        "    sh(*within, 'ip', 'addr', 'add', one + '/48', 'dev', 'wire1', 'nodad')\n"
        "sh(*within, 'ip', 'link', 'set', 'wire1', 'up')\n"
        "held = socket.create_server(('fd00:1::1', 443), family=socket.AF_INET6)\n"
        "knock = ('import socket as s, sys; "
        's.create_connection(("fd00:1::1", 443), 4, (sys.argv[1], 0))\')\n'
        "def reached():\n"
        "    words = [*within, sys.executable, '-c', knock]\n"
        "    asked = ('fd00:1:0:7::2', 'fd00:1:0:7:ffff::3', 'fd00:1:0:8::2')\n"
        "    return [subprocess.run([*words, one], capture_output=True).returncode == 0"
        " for one in asked]\n"
        "time.sleep(0.5)\n"
        f"apply({NEW!r}, lambda: True)\n"
        "print(reached())\n"
        "print(host_firewall.change_blocks([Change(blocks.address('fd00:1:0:7::9'), 60)]))\n"
        "print(reached())\n"
        "print(sorted(host_firewall.own_addresses()))\n"
        "inner.kill()"
    )
    assert told[:3] == ["[True, True, True]", "True", "[False, False, True]"]
    assert "'fd00:1::1'" in told[3]


@in_namespace
def test_packets_to_ports_that_are_not_named_get_no_answer():
    """By the loopback of another name: what comes in at ``lo`` is the host's own, so a pair of
    interfaces in two namespaces stands for the wire."""
    told = run(
        "import os, socket, subprocess, threading\n"
        "def sh(*words): subprocess.run(words, check=True)\n"
        "inner = subprocess.Popen(['unshare', '-n', 'sleep', '60'])\n"
        "time.sleep(0.3)\n"
        "sh('ip', 'link', 'add', 'wire0', 'type', 'veth', 'peer', 'name', 'wire1',"
        " 'netns', str(inner.pid))\n"
        "sh('ip', 'addr', 'add', '192.0.2.1/30', 'dev', 'wire0')\n"
        "sh('ip', 'link', 'set', 'wire0', 'up')\n"
        "within = ['nsenter', '-t', str(inner.pid), '-n']\n"
        "sh(*within, 'ip', 'addr', 'add', '192.0.2.2/30', 'dev', 'wire1')\n"
        "sh(*within, 'ip', 'link', 'set', 'wire1', 'up')\n"
        "held = [socket.create_server(('192.0.2.1', port)) for port in (443, 9000)]\n"
        "knock = 'import socket as s, sys; s.create_connection((sys.argv[1], sys.argv[2]), 1)'\n"
        "def reached(port):\n"
        "    words = [*within, sys.executable, '-c', knock, '192.0.2.1', str(port)]\n"
        "    return subprocess.run(words, capture_output=True).returncode == 0\n"
        "time.sleep(0.5)\n"
        "print(reached(443), reached(9000))\n"
        f"apply({NEW!r}, lambda: True)\n"
        "print(reached(443), reached(9000))\n"
        "inner.kill()"
    )
    assert told == ["True True", "True False"]


def test_only_root_with_nft_and_a_file_of_ours_gets_so_far(monkeypatch):
    text = firewall.text(firewall.openings(OPENED), is_routing=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(NotRoot):
        application.require(text)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(Unsafe):
        application.require(text + "flush ruleset\n")
    monkeypatch.setattr(host_firewall, "program", lambda name: "")
    with pytest.raises(NoNft):
        application.require(text)
    assert host_firewall.listed() == firewall.Seen.UNREADABLE


def test_a_worker_that_may_not_ask_says_so(monkeypatch):
    """Neither nft nor sudo lets it."""
    said = []

    def refuse(words, given=""):
        said.append(words[0].rpartition("/")[2])
        return subprocess.CompletedProcess(words, 1, "", "Operation not permitted")

    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(host_firewall, "program", lambda name: f"/usr/sbin/{name}")
    monkeypatch.setattr(host_firewall, "run", refuse)
    assert host_firewall.listed() == firewall.Seen.UNREADABLE
    assert said == ["nft", "sudo"]


def test_ports_of_this_host_are_read_without_a_program():
    found = host_firewall.listening_ports()
    assert set(found) == set(firewall.Protocol)
