"""The sample of nftables, loaded in a network of its own: no right of root is needed."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from tests.test_deploy import DEPLOY, ROOT, needs

SAMPLE = DEPLOY / "nftables.conf"
OURS = "inet shoumi"  # the table of the page Firewall
# Two networks on this machine: the house in one, with the rules; who calls it in the other.
HOUSE, CALLER, CALLER_BESIDE, OTHER = "fd00::1", "fd00::2", "fd00::3", "fd00:0:0:1::2"
HOUSE_4, CALLER_4, OTHER_4 = "10.9.0.1", "10.9.0.2", "10.9.0.3"
MOST = 128
# ``python -c CALLS FAMILY ADDRESS SOURCE COUNT``: how many connections stay open together.
CALLS = """
import resource, socket, sys, time
family, address, sources, count = sys.argv[1], sys.argv[2], sys.argv[3].split(","), int(sys.argv[4])
resource.setrlimit(resource.RLIMIT_NOFILE, (1024, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
kept = []
for number in range(count):
    one = socket.socket(getattr(socket, family))
    one.bind((sources[number % len(sources)], 0))
    one.setblocking(False)
    one.connect_ex((address, (80, 443)[number % 2]))
    kept.append(one)
time.sleep(0.7)
open_now = 0
for one in kept:
    try:
        one.getpeername()
        open_now += 1
    except OSError:
        pass
print(open_now, flush=True)
time.sleep(float(sys.argv[5]))
"""
LISTENS = """
import resource, socket, time
resource.setrlimit(resource.RLIMIT_NOFILE, (1024, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
kept = [socket.create_server(("::", port), family=socket.AF_INET6, backlog=1024,
                             dualstack_ipv6=True) for port in (80, 443)]
print("listening", flush=True)
time.sleep(120)
"""
# ``sh -c NETWORKS PYTHON``: the flood of each family, of one address and of another beside it.
NETWORKS = f"""
set -e
ip link set lo up
trap 'kill $other $listens $calls_6 $calls_4 2>/dev/null || true' EXIT
unshare --net sleep 120 & other=$!
until [ "$(readlink /proc/$other/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.1; done
ip link add name house0 type veth peer name caller0
ip link set caller0 netns $other
inside() {{ nsenter --target $other --net "$@"; }}
for one in {HOUSE}/64 fd00:0:0:1::1/64; do ip address add $one dev house0 nodad; done
ip address add {HOUSE_4}/24 dev house0
ip link set house0 up
for one in {CALLER}/64 {CALLER_BESIDE}/64 {OTHER}/64; do
  inside ip address add $one dev caller0 nodad
done
for one in {CALLER_4}/24 {OTHER_4}/24; do inside ip address add $one dev caller0; done
inside ip link set caller0 up
nft -f "$2"
"$1" -c '{LISTENS}' > "$3" & listens=$!
until grep -q listening "$3"; do sleep 0.1; done
calls() {{ inside "$1" -c '{CALLS}' "$2" "$3" "$4" "$5" "$6"; }}
calls "$1" AF_INET6 {HOUSE} {CALLER},{CALLER_BESIDE} 200 3 & calls_6=$!
sleep 1.5
calls "$1" AF_INET6 {HOUSE} {OTHER} 10 0
calls "$1" AF_INET {HOUSE_4} {CALLER_4} 200 3 & calls_4=$!
sleep 1.5
calls "$1" AF_INET {HOUSE_4} {OTHER_4} 10 0
"""


def alone(*order):
    """In a network of its own, as root of it."""
    whole = [needs("unshare"), "--map-root-user", "--net", *order]
    return subprocess.run([str(one) for one in whole], capture_output=True, text=True)


@pytest.fixture
def sample(tmp_path):
    """Of an account that is there."""
    text = SAMPLE.read_text("utf-8")
    assert 'skuid "shoumi"' in text
    copy = tmp_path / "nftables.conf"
    copy.write_text(text.replace('skuid "shoumi"', 'skuid "root"'), "utf-8")
    return copy


def test_nftables_takes_its_sample(sample):
    done = alone(needs("nft"), "--check", "--file", sample)
    assert (done.returncode, done.stderr) == (0, "")
    sample.write_text(sample.read_text("utf-8").replace("ct count over", "ct counts over"), "utf-8")
    assert alone(needs("nft"), "--check", "--file", sample).returncode != 0


def test_it_replaces_itself_and_no_other_table(sample):
    nft = needs("nft")
    told = f'{nft} add table {OURS}; {nft} -f "$1" && {nft} -f "$1"; {nft} list tables'
    done = alone("sh", "-c", told, "sh", sample)
    assert sorted(done.stdout.split("\n")) == ["", "table inet house", f"table {OURS}"], done.stderr


def test_the_house_may_call_each_port_that_the_page_of_operating_names(sample):
    (ports,) = re.findall(r"define called_ports = \{ (.*) \}", sample.read_text("utf-8"))
    operating = (ROOT / "docs" / "operating.md").read_text("utf-8")
    named = {"imaps:": "993", "smtps:": "465", "SFTP": "22", "witness": "443"}
    named |= {
        one: one.rpartition(":")[2] for one in re.findall(r"rest:https://[\w.]+:\d+", operating)
    }
    text = operating + (DEPLOY / "environment").read_text("utf-8")
    assert {word for word in named if word not in text} == set()
    assert set(named.values()) <= set(ports.split(", "))
    for family in ("ip", "ip6"):
        assert re.search(
            rf"\t{family} daddr \$called6? tcp dport \$called_ports", sample.read_text("utf-8")
        )


@pytest.mark.slow
def test_one_network_holds_so_many_connections_at_both_ports_and_another_is_let_in(
    sample, tmp_path
):
    needs("ip")
    log = tmp_path / "log"
    done = alone("sh", "-c", NETWORKS, "sh", sys.executable, sample, log)
    assert done.stdout.split() == [str(MOST), "10", str(MOST), "10"], done.stderr
