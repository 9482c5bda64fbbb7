"""A home is installed by the commands that ``docs/operating.md`` prints, as they stand.

They make an account and write to ``/etc``, ``/opt``, ``/run`` and ``/var/lib``: here to copies of
them that nobody else sees, without a network.  What apt-get and systemd would do is left out; what
the unit starts is started by hand, as the account, with what the unit says.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from shoumi.doors.demo import cast

ROOT = Path(__file__).resolve().parents[2]
PRINTED = ROOT / "docs/operating.md"
UNIT = (ROOT / "deploy/shoumi.service").read_text("utf-8")
ALONE = ("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc")
_MODULE = "/opt/shoumi/.venv/bin/python -m shoumi.doors.cli"
# In place of words that are the reader's to fill in, or that need a network.
_FILLED = {
    "git clone ADDRESS /opt/shoumi": (
        f"mkdir /opt/shoumi && mount --bind {ROOT} /opt/shoumi && "
        "mount -o remount,bind,ro /opt/shoumi"
    ),
    "git pull": "true",
    " && chmod 0700 .git": "",  # ours, here
    " && sh scripts/setup.sh runtime": "",
    " HEAD ": f" {cast.HEAD} ",
    " OFFICER": f" {cast.DPO}",
    "YOUR.NAME": "house.example",
    "/opt/shoumi/.venv/bin/shoumi": _MODULE,
}
# Nobody else sees what is mounted; a folder of /etc is what the packages bring.
_PLACE = """
set -eu
mount -t tmpfs tmpfs "$1"
cp -a /etc "$1/etc"
mount --bind "$1/etc" /etc
for one in /var/lib /run /opt; do mount -t tmpfs tmpfs $one; done
mkdir -p /etc/caddy
PYTHON - <<'END'
import fcntl, socket, struct
up = 0x49  # IFF_UP, IFF_LOOPBACK, IFF_RUNNING
fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh22x", b"lo", up))  # SIOCSIFFLAGS
END
cd /
apt-get() { true; }
systemctl() { true; }
set -x
"""
_SERVED = """
runuser -u shoumi -- sh -c '
  umask 077; set -a; . /etc/shoumi/environment; set +a
  export SHOUMI_HOME=/var/lib/shoumi SHOUMI_PASSPHRASE_FILE=/run/shoumi.passphrase
  exec ORDER' > "$1/told" 2>&1 &
PYTHON - <<'END'
import http.client, time
asked = {"Host": "house.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"}
for name, wanted in (("house.example", (200, 302)), ("other.example", (400,))):
    until = time.monotonic() + 300
    while True:
        one = http.client.HTTPConnection("127.0.0.1", 8000, timeout=60)
        try:
            one.request("GET", "/sign-in", headers=asked | {"Host": name})
            break
        except ConnectionRefusedError:
            assert time.monotonic() < until, open("TOLD").read()
            time.sleep(0.1)
    status = one.getresponse().status
    assert status in wanted, (name, status)
END
grep -q /set-up/ "$1/told"
"""


def blocks(number):
    """The printed lines of a part, block by block."""
    parts = re.split(r"^## (\d+) · ", PRINTED.read_text("utf-8"), flags=re.MULTILINE)
    return re.findall(r"```sh\n(.*?)```", parts[parts.index(str(number)) + 1], re.DOTALL)


def by_root(block):
    return re.sub(r"^# ", "", block, flags=re.MULTILINE)


def by_the_account(block):
    """The shell that the block begins, and what is typed there; the doctor of a home where nothing
    is set up yet exits 1."""
    begun, _, typed = block.partition("\n$ ")
    lines = typed.replace("\n$ ", "\n").replace("shoumi doctor", f"{_MODULE} doctor")
    return f"""{by_root(begun)} > "$1/doctor" 2>&1 <<'END' || test $? = 1
{lines}
END
test -s "$1/doctor"
! grep -q Traceback "$1/doctor"
"""


def filled(text):
    for word, own in _FILLED.items():
        text = text.replace(word, own)
    return text


def may_mount():
    """Whether this account may make places that nobody else sees."""
    order = [*ALONE, "mount", "-t", "tmpfs", "tmpfs", "/opt"]
    return os.geteuid() == 0 and subprocess.run(order, capture_output=True).returncode == 0


def run(script, folder):
    own = {name: os.environ[name] for name in ("LANG",) if name in os.environ}
    own |= {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PYTHONPATH": "/opt/shoumi/src"}
    alone = _PLACE.replace("PYTHON", sys.executable)
    order = [*ALONE, "bash", "-c", alone + script, "install", folder]
    return subprocess.run(order, env=own, cwd="/", capture_output=True, text=True, timeout=900)


@pytest.mark.slow
def test_a_bare_machine_comes_to_a_served_home_by_the_printed_lines():
    assert shutil.which("unshare"), "util-linux brings it"
    if not may_mount():
        pytest.skip("makes an account and mounts: run as root")
    (by_command,) = [one for one in blocks(2) if "home create" in one]
    (account,) = [one for one in blocks(4) if "runuser" in one]
    (order,) = re.findall(r"^ExecStart=/opt/shoumi/.venv/bin/shoumi (.*)$", UNIT, re.MULTILINE)
    with tempfile.TemporaryDirectory(prefix="printed-") as folder:
        served = _SERVED.replace("ORDER", f"{_MODULE} {order}").replace("PYTHON", sys.executable)
        script = [
            *map(by_root, [*blocks(1), by_command, *blocks(3)]),
            "sed -i s/shoumi.example/YOUR.NAME/ /etc/shoumi/environment",
            by_the_account(account),
            served.replace("TOLD", f"{folder}/told"),
            *map(by_root, blocks(7)),
            'test "$(stat -c %U:%a /var/lib/shoumi)" = shoumi:700',
            "test ! -e /run/shoumi.passphrase",
            "grep -q YOUR.NAME /etc/caddy/Caddyfile",
        ]
        done = run(filled("\n".join(script)), folder)
    assert done.returncode == 0, done.stderr[-3000:]
