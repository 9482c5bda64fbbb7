"""A machine to which a lost home is put back: what is printed is typed in its terminals.

``#`` is root's terminal and ``$`` the account's; both keep what was exported and where they are.
Paths of the account lie in a folder; ``systemctl`` starts and stops the unit's order there.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.signed_in_person import HOST, Person
from tests.free_port import free_port

ROOT = Path(__file__).resolve().parents[2]
OPERATING = ROOT / "docs/operating.md"
BACKUP = ROOT / "docs/backup.md"
UNIT = (ROOT / "deploy/shoumi.service").read_text("utf-8")
_ENDED = "ended with"
_PATIENCE = 300  # seconds


def part(document, heading):
    """What stands under a heading, up to the next of its kind."""
    return document.read_text("utf-8").partition(heading)[2].partition("\n## ")[0]


def block(text, *words):
    """The lines of the first printed block that has all these words, each with its prompt."""
    found = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    (first, *_) = [one for one in found if all(word in one for word in words)]
    return first.replace("\\\n", " ").splitlines()


class Terminal:
    def __init__(self, folder, environment):
        self._shell = subprocess.Popen(
            ["bash"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def types(self, line, given="/dev/null"):
        """What the line printed, and what it ended with."""
        self._shell.stdin.write(f"{{ {line}\n}} < {given}\nended=$?; echo; echo {_ENDED} $ended\n")
        self._shell.stdin.flush()
        told = []
        for one in self._shell.stdout:
            if one.startswith(_ENDED):
                return "".join(told), int(one.split()[-1])
            told.append(one)
        raise AssertionError(f"the terminal is gone: {line}: {''.join(told)}")

    def close(self):
        self._shell.stdin.close()
        self._shell.wait(10)
        self._shell.stdout.close()


def environment(home, passphrase, told=()):
    """Of a process of the account: ``told`` is what its environment file names."""
    return {
        **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "SHOUMI_HOME": str(home),
        "HOME": str(home),
        "SHOUMI_PASSPHRASE_FILE": str(passphrase),
        **dict(told),
    }


class Machine:
    """``filled``  what stands for words that are printed, the longest first
    ``passphrase``  its file; ``told`` what the environment file names besides the public name
    ``server``  the folder of the socket of its PostgreSQL, if it has one
    """

    def __init__(self, folder, filled, passphrase, told=(), server=None):
        self.service = folder / "var/shoumi"
        self.service.mkdir(parents=True, mode=0o700)
        self.brought = folder / "stick"
        self.brought.mkdir()
        kept = {"SHOUMI_HOSTS": HOST, "SHOUMI_PROXIES": "127.0.0.1", **dict(told)}
        file = folder / "environment"
        file.write_text("".join(f"{name}={value}\n" for name, value in kept.items()))
        self._folder, self.server, self.port = folder, None, None
        self._filled = {
            "/etc/shoumi/environment": str(file),
            "/var/lib/shoumi": str(self.service),
            "/run/shoumi.passphrase": str(folder / "copied.passphrase"),
            "-o shoumi -g shoumi": "",
            "runuser -u postgres -- psql": "psql -U postgres",
            "deploy/": f"{ROOT}/deploy/",
            "FOLDER": str(self.brought),
            **filled,
        }
        shutil.copy(passphrase, folder / "copied.passphrase")
        socket_of = {"PGHOST": str(server)} if server else {}
        self._unit = environment(self.service, passphrase, kept | socket_of)
        own = environment(self.service, passphrase, socket_of)
        self._root = Terminal(self.brought, own)
        self._account = Terminal(self.service, own)
        begun = block(part(OPERATING, "## 4 · "), "umask 077")
        self.types([line for line in begun if "umask 077" in line])

    def types(self, lines, given=()):
        """Each line in the terminal of its prompt; it ends as it says.  ``given`` is what somebody
        types into the commands that read it, in their order."""
        texts = list(given)
        for line in lines:
            prompt, _, command = line.partition(" ")
            command = self._read_as_ours(command)
            if command in ("systemctl stop shoumi", "systemctl start shoumi"):
                self.stops() if "stop" in command else self.starts()
                continue
            typed = "/dev/null"
            if command.startswith("cat > "):
                typed = self._folder / "typed"
                typed.write_text(texts.pop(0))
            terminal = self._root if prompt == "#" else self._account
            told, ended = terminal.types(command, typed)
            wanted = int(match[1]) if (match := re.search(r"# .*exits (\d)", line)) else 0
            assert ended == wanted, (line, told)
        assert not texts, "nothing read what was to be typed"

    def _read_as_ours(self, command):
        for word in sorted(self._filled, key=len, reverse=True):
            command = command.replace(word, self._filled[word])
        program = f"{shlex.quote(sys.executable)} -m shoumi.doors.cli "
        return re.sub(r"(^|(?:^|\s)\w+=\S+ )shoumi ", rf"\1{program}", command)

    def starts(self):
        assert self.server is None, "the unit runs already"
        (order,) = re.findall(r"^ExecStart=\S+/shoumi (.*)$", UNIT, re.MULTILINE)
        self.port = free_port()
        command = [sys.executable, "-m", "shoumi.doors.cli", *order.split()]
        command[command.index("--port") + 1] = str(self.port)
        told = self._folder / "unit"
        with told.open("w") as log:
            self.server = subprocess.Popen(
                command, env=self._unit, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                Person(self.port).goes("/sign-in")
                return
            except ConnectionRefusedError:
                assert self.server.poll() is None, told.read_text()
                assert time.monotonic() < until, told.read_text()
                time.sleep(0.1)

    def asks(self, module, *words):
        """What a process of the account prints, in the folder of the unit."""
        done = self.runs(module, *words)
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    def runs(self, module, *words, **own):
        order = [sys.executable, "-m", module, *words]
        return subprocess.run(order, env={**self._unit, **own}, capture_output=True, text=True)

    def stops(self):
        if self.server is not None:
            self.server.terminate()
            self.server.wait(60)
            self.server = None

    def close(self):
        self.stops()
        for terminal in (self._root, self._account):
            terminal.close()
