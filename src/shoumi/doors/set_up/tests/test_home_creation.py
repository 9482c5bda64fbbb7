"""The home comes to be in one go, and is one as ``home create`` makes it."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import time

import pytest

from shoumi.base.clock.home import HomeExists
from shoumi.base.outbox.tests.relays import Inbox, relay
from shoumi.base.vault import secret_files
from shoumi.doors.demo.tests import runs
from shoumi.doors.set_up import place
from shoumi.doors.set_up.tests.conftest import COMPANY, FOUNDERS, PASSPHRASE, text_of
from shoumi.doors.set_up.tests.test_steps import RELAY

pytestmark = pytest.mark.skipif(
    not secret_files.lies_in_memory(place.Path("/dev/shm")), reason="no folder in memory"
)
EMPTY = {"links": [], "refused": []}
ORDER = {
    "suite": "intl",
    "company": COMPANY,
    "head": {"name": "郑样板", "mail": ""},
    "officer": {"name": "林示范", "mail": ""},
    "visitor": "head",
    "people": [{"name": "周示例", "mail": "", "roles": ["SEC"]}],
    "relay": None,
    "sms": None,
    "stamps": "",
    "site": None,
    "logo": "",
    "address": "http://localhost:8000",
}


def _command(folder, *order: str, **more: str) -> str:
    env = {**os.environ, "SHOUMI_HOME": str(folder), "SHOUMI_LANG": "en"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    asked = [sys.executable, "-m", "shoumi.doors.cli", *order]
    ended = subprocess.run(asked, env=env | more, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_a_home_that_was_filled_in_is_made_with_people_and_settings(visitor, site):
    visitor.post("/home/company", COMPANY)
    visitor.post("/home/passphrase", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    visitor.post("/home/people/add", {"name": "周示例", "roles": ["SEC"]})
    visitor.post("/home/people", FOUNDERS)
    inbox = Inbox()
    with relay(inbox) as port:
        visitor.post("/home/relay", {**RELAY, "port": str(port)})
        answer = visitor.post("/home/make")
    shown = text_of(answer)
    assert answer.status_code == 200, shown
    assert len(re.findall(r"http://localhost/enter/\S+", shown)) == 2, "one's own, and one shown"
    invited = inbox.mails[1]
    assert invited["To"] == "head@house.example"
    assert "http://localhost/enter/" in invited.get_content()
    assert "head@house.example" not in invited.get_content()

    told = json.loads(_command(site, "home", "show", "--json"))
    assert (told["kind"], told["provider"], told["people"]) == ("real", "passphrase", 3)
    assert told["mail"] == "SMTP"
    assert stat.S_IMODE(site.stat().st_mode) == 0o700
    _command(site, "ledger", "verify")
    everything = b"".join(one.read_bytes() for one in site.rglob("*") if one.is_file())
    assert PASSPHRASE.encode() not in everything
    assert COMPANY["contact"].encode() not in everything
    assert visitor.get("/home").status_code == 503
    assert not place.is_free(site)


def test_it_is_as_home_create_makes_it(site, tmp_path, copied_tables):
    made = place.make(site, ORDER, PASSPHRASE)
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    secret.chmod(0o600)
    other = tmp_path / "other"
    names = ("--head", "郑样板", "--dpo", "林示范")
    copying = {"DJANGO_SETTINGS_MODULE": runs.SETTINGS}
    _command(other, "home", "create", "--passphrase-file", str(secret), *names, **copying)
    assert {one.name for one in site.iterdir()} == {one.name for one in other.iterdir()}
    assert (site / "home.toml").read_bytes() == (other / "home.toml").read_bytes()
    by_page, by_command = (
        json.loads(_command(one, "home", "show", "--json")) for one in (site, other)
    )
    alike = ("kind", "provider", "suite", "deals")
    assert [by_page[name] for name in alike] == [by_command[name] for name in alike]
    assert [one["name"] for one in made["links"]] == ["林示范", "周示例"]


def test_a_home_that_is_there_is_not_made_over(site):
    site.mkdir(mode=0o700)
    (site / "home.toml").write_text('kind = "real"\n')
    with pytest.raises(HomeExists):
        place.make(site, ORDER, PASSPHRASE)
    assert [one.name for one in site.iterdir()] == ["home.toml"]


def test_whoever_presses_twice_makes_one_home(visitor, site, monkeypatch):
    made = []
    monkeypatch.setattr(place, "make", lambda *asked: made.append(asked) or {"own": "x"} | EMPTY)
    visitor.post("/home/company", COMPANY)
    visitor.post("/home/passphrase", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    visitor.post("/home/people", FOUNDERS)
    assert visitor.post("/home/make").status_code == 200
    assert visitor.post("/home/make").status_code == 503
    assert len(made) == 1


def test_what_is_refused_leaves_nothing(site):
    with pytest.raises(place.Told) as refused:
        place.make(site, {**ORDER, "suite": "none"}, PASSPHRASE)
    assert refused.value.facts["kept"]["code"] == "vault.unknown_suite"
    assert list(site.iterdir()) == []
    assert not place.passphrase_place(site).exists()
    assert place.is_free(site)


def test_a_kill_in_the_middle_leaves_a_place_that_can_be_set_up_again(site, copied_tables):
    site.parent.mkdir(exist_ok=True)
    program = (
        "import json, pathlib, sys; from shoumi.doors import homes; homes.load();"
        "from shoumi.doors.set_up import place;"
        "place.make(pathlib.Path(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3])"
    )
    asked = [sys.executable, "-c", program, str(site), json.dumps(ORDER), PASSPHRASE]
    env = {**os.environ, "SHOUMI_HOME": str(site)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    with subprocess.Popen(asked, env=env, start_new_session=True) as making:
        for _ in range(600):
            if (site / ".making" / "shoumi.sqlite3").exists():
                break
            time.sleep(0.05)
        os.killpg(making.pid, signal.SIGKILL)
    assert (site / ".making").exists()
    assert not (site / "home.toml").exists()
    assert place.is_free(site)
    place.recover(site)
    assert list(site.iterdir()) == []
    place.make(site, ORDER, PASSPHRASE)
    assert json.loads(_command(site, "home", "show", "--json"))["people"] == 3


@pytest.mark.parametrize("moved", [0, 1, 2, 3])
def test_what_was_made_whole_is_moved_to_its_end_after_a_kill(tmp_path, moved):
    folder = tmp_path / "place"
    making = folder / ".making"
    making.mkdir(parents=True)
    names = ["ledger.highwater", "shoumi.sqlite3", "home.toml"]
    for name in names:
        (making / name).write_text(name)
    (folder / ".made").touch()
    for name in names[:moved]:
        (making / name).replace(folder / name)
    place.recover(folder)
    assert sorted(one.name for one in folder.iterdir()) == sorted(names)
    assert not place.is_free(folder)


def test_a_place_with_anything_else_in_it_is_left_alone(tmp_path, monkeypatch):
    folder = tmp_path / "place"
    assert place.is_free(folder)
    folder.mkdir()
    assert place.is_free(folder)
    monkeypatch.setenv("DATABASE_URL", "postgresql:///shoumi")
    assert not place.is_free(folder), "databases of a server are their owner's to make"
    monkeypatch.delenv("DATABASE_URL")
    (folder / "shoumi.sqlite3").touch()
    assert not place.is_free(folder)
