"""A lost home, a real one, is put back by what ``docs/operating.md`` and ``docs/backup.md`` print,
as it stands: by command and by page, with data on SQLite and on PostgreSQL."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from scripts import with_postgres
from tests.faults import lost_office
from tests.faults.lost_homes import LostHome, make_roles, state
from tests.faults.new_machine import BACKUP, OPERATING, block, part
from tests.faults.signed_in_person import Person, code_of
from tests.free_port import free_port

from shoumi.base.copies.restic import Restic
from shoumi.base.copies.tests import quick_key
from shoumi.core.refs import Ref
from shoumi.core.tests import scratch
from shoumi.doors.tests.put_back_home import IS_SQLITE

# The homes are processes with databases of their own, of either engine.
pytestmark = pytest.mark.skipif(not IS_SQLITE, reason="told by the tests on SQLite")
PUT_BACK = part(OPERATING, "## 9 · ")
ON_POSTGRESQL = part(BACKUP, "## PostgreSQL")
PASSWORD = "made up for a test"
LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
OPEN = {"zh": "这套安装没有封着", "en": "This home is not sealed"}
WHOLE = {"is_real": True, "is_sound": True, "works_here": False}


@pytest.fixture(scope="module")
def folders():
    with tempfile.TemporaryDirectory(prefix="printed-", dir=scratch.folder()) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def lost(folders):
    return LostHome(folders / "lost")


@pytest.fixture
def machine(lost, tmp_path):
    with contextlib.closing(lost.machine(tmp_path / "new")) as made:
        yield made


@pytest.fixture
def repository(lost, tmp_path):
    """The same copy in a repository at a server that only appends, and its passwords."""
    credentials = tmp_path / "restic.env"
    credentials.touch(mode=0o600)
    credentials.write_text(f"RESTIC_PASSWORD={PASSWORD}\n")
    where = f"127.0.0.1:{free_port()}"
    served = tmp_path / "served"
    command = ["restic-rest-server", "--path", served, "--no-auth", "--append-only"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen([*command, "--listen", where], **quiet)
    try:
        host, _, port = where.partition(":")
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 1):
                break
            time.sleep(0.05)
        address = f"rest:http://{where}/"
        place = Restic(address, credentials, Ref(lost.target))
        place.prepare()
        quick_key.put(served, PASSWORD)
        send(place, lost, tmp_path)
        yield SimpleNamespace(address=address, credentials=credentials)
    finally:
        running.kill()
        running.wait()


def send(place, lost, folder):
    """What is sent is moved away, so a copy of the copy is."""
    shutil.copytree(lost.lying, staged := folder / f"staged-{place.ref}")
    place.take(staged)


def brought(machine):
    machine.types(block(PUT_BACK, "install -d"))
    machine.types(["$ cd brought"])


def put_in_place(machine):
    machine.types(block(PUT_BACK, "mv /var/lib/shoumi-restored"))


def caught_up_in_its_place(machine):
    brought(machine)
    machine.types(block(PUT_BACK, "restore fetch /mnt/copies/"))
    machine.types(block(PUT_BACK, "restore replay --newer"))
    put_in_place(machine)


def token(person):
    """A token with which the person acts at a command line, made on the page of its own log-ins."""
    person.goes("/me").goes("/me/do/token-make")
    person.sends("/me/do/token-make", name="restore", scopes="terminal", days="1")
    (text,) = re.findall(r"<pre[^>]*>([^<]+)</pre>", person.page)
    return text


def open_by_command(machine, people):
    names = (lost_office.SECURITY, lost_office.OFFICER)
    tokens = [token(Person(machine.port).signs_in(people[name])) for name in names]
    machine.types(block(PUT_BACK, "restore open"), tokens)


def presses_open(person):
    person.goes("/restore/do/restore-open").sends("/restore/do/restore-open", is_sure="on")
    return person.goes("/restore").page


def open_by_page(first, second):
    """The first presses, the second approves what the page leads to, the first presses again."""
    page = presses_open(first)
    (approval,) = set(re.findall(r'href="(/approvals/appr-\w+)"', page))
    second.goes("/restore")
    assert approval in second.page
    second.goes(approval)
    (act,) = set(re.findall(rf'"({approval}/do/approve-change)', second.page))
    second.goes(act).sends(act)
    return presses_open(first)


def comes_in_by_a_recovery_code(person, known):
    """The telephone with the codes is gone; another one is taken into use."""
    person.goes("/recover").sends("/recover", code=known["recovery"].pop())
    person.goes("/enrol/codes").sends("/enrol/codes/begin")
    (seed,) = re.findall(r"<code>(\w+)</code>", person.page)
    person.sends("/enrol/codes", code=code_of(seed))
    person.goes("/enrol").sends("/enrol/finish")
    return person


def test_two_open_a_home_from_a_folder_by_the_printed_commands(lost, machine):
    caught_up_in_its_place(machine)
    open_by_command(machine, lost.people)
    machine.types(block(PUT_BACK, "shred"))
    assert state(machine) == WHOLE


@LANGS
def test_two_open_it_by_page_one_of_them_without_the_telephone(lost, machine, lang):
    caught_up_in_its_place(machine)
    head = lost.people[lost_office.HEAD]
    second = Person(machine.port, lang)
    refused = second.signs_in(head).goes("/restore")
    assert refused.place.startswith("/sign-in"), "codes of a telephone that came after the copy"
    first = Person(machine.port, lang).signs_in(lost.people[lost_office.SECURITY])
    page = open_by_page(first, comes_in_by_a_recovery_code(second, head))
    assert OPEN[lang] in page
    assert state(machine) == WHOLE


def test_a_home_comes_from_a_repository_by_the_printed_lines(lost, tmp_path, repository):
    also = {"rest:https://vault.example:8000/shoumi/": repository.address}
    with contextlib.closing(lost.machine(tmp_path / "new", **also)) as machine:
        (machine.brought / "restic.env").write_bytes(repository.credentials.read_bytes())
        brought(machine)
        machine.types(block(PUT_BACK, "rest:https"))
        machine.types(block(PUT_BACK, "restore replay --newer"))
        put_in_place(machine)
        assert "caught_up" in machine.asks("shoumi.doors.cli", "restore", "show", "--json")


def test_without_the_newer_ledger_two_open_it_as_well(lost, machine):
    brought(machine)
    machine.types(block(PUT_BACK, "restore fetch /mnt/copies/"))
    machine.types(block(PUT_BACK, "--no-newer"))
    put_in_place(machine)
    two = (lost_office.SECURITY, lost_office.OFFICER)
    assert OPEN["zh"] in open_by_page(
        *(Person(machine.port).signs_in(lost.people[name]) for name in two)
    )
    assert state(machine) == {**WHOLE, "works_here": True}, "nobody knows that one left"


def test_the_printed_folders_are_the_account_s_alone(machine):
    brought(machine)
    restored, held = machine.service.parent / "shoumi-restored", machine.service / "brought"
    assert [one.stat().st_mode & 0o777 for one in (restored, held)] == [0o700, 0o700]
    assert {one.stat().st_mode & 0o777 for one in held.iterdir()} == {0o600}


def fetch(machine, lost, *words):
    """Into an empty folder of its own."""
    known = ("--identity", str(lost.identity), "--log-key", lost.log_key)
    own = {"SHOUMI_HOME": str(machine.service / "own")}
    return machine.runs("shoumi.doors.cli", "restore", "fetch", *words, *known, **own)


def test_whose_copies_is_asked_where_several_lie_in_one_repository(
    lost, machine, repository, tmp_path
):
    other = Restic(repository.address, repository.credentials, Ref("target-other"))
    send(other, lost, tmp_path)
    given = (repository.address, "--credentials", str(repository.credentials))
    asked = fetch(machine, lost, *given)
    assert asked.returncode == 1
    assert "target-other" in asked.stderr
    assert fetch(machine, lost, *given, "--target", lost.target).returncode == 0


def test_a_repository_without_its_passwords_is_wrong_use_in_words(lost, machine, repository):
    refused = fetch(machine, lost, repository.address)
    assert refused.returncode == 2
    assert "--credentials" in refused.stderr


@pytest.fixture
def servers():
    """Two PostgreSQL of their own: that of the lost home, and the new machine's."""
    with with_postgres.cluster() as old, with_postgres.cluster() as new:
        yield old, new


@pytest.mark.slow
def test_a_home_on_postgresql_is_put_back_and_opened_by_the_printed_commands(servers, tmp_path):
    old, new = servers
    lost = LostHome(tmp_path, old)
    make_roles(new)
    with contextlib.closing(lost.machine(tmp_path / "new", new)) as machine:
        lines = block(ON_POSTGRESQL, "restore fetch")
        at = next(number for number, line in enumerate(lines) if line.startswith("$"))
        machine.types([*lines[:at], "$ cd brought", *lines[at:]])
        put_in_place(machine)
        open_by_command(machine, lost.people)
        assert state(machine) == WHOLE
