"""The page of backups: set up from nothing by its forms, and what it says of each copy."""

from __future__ import annotations

from datetime import timedelta

import pyrage
import pytest

from shoumi.base import clock
from shoumi.base.approvals.models import Approval
from shoumi.base.attestations import controls
from shoumi.base.clock import home as homes
from shoumi.base.copies import addresses, places
from shoumi.base.copies.places import Deletion
from shoumi.base.tests import authenticated
from shoumi.chapters.backup import rules
from shoumi.chapters.backup.models import Recipient, Run, Target, Verification
from shoumi.chapters.backup.pages import meter
from shoumi.chapters.backup.verbs import drills as drill_verbs
from shoumi.core.terms import ControlState
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
PLACE = {"kind": "folder", "medium": "nas", "is_in_china": "on", "is_separate": "on",
         "site": "虚构市一号机房", "evidence": "机柜合同 2026-01"}  # fmt: skip


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def real(house, monkeypatch):
    homes.create(homes.Kind.REAL)
    monkeypatch.setattr(places.Folder, "try_to_delete", lambda place: Deletion.REFUSED)
    monkeypatch.setattr(addresses, "is_beside", lambda *args: False)
    return house


@pytest.fixture
def keeper(real):
    return signed_in(real[people.OPERATIONS])


@pytest.fixture
def officer(real):
    return signed_in(real[people.SECURITY])


def add(keeper, folder, **other):
    folder.mkdir()
    given = {**PLACE, "name": folder.name, "address": str(folder), **other}
    return keeper.post("/backup/do/backup-add", given, follow=True, secure=True)


def name_key(house, officer, key):
    """Asked for by the form, approved by the protection officer, done by the form."""
    officer.act("/backup/do/backup-recipient", **key)
    asked = Approval.objects.get(state="open")
    signed_in(house.dpo).act(f"/approvals/{asked.ref}/do/approve-change")
    officer.act("/backup/do/backup-recipient", **key)
    assert Recipient.objects.exists()


def state(duty):
    controls.forget()
    return controls.holding(duty, None, clock.now()).state


@pytest.mark.parametrize(("lang", "words"), [("zh", "先做什么"), ("en", "What to do first")])
def test_an_empty_page_says_what_to_do_first(real, lang, words):
    visitor = signed_in(real[people.SECURITY], lang=lang)
    shown = text(visitor.get("/backup"))
    assert words in shown
    assert 'href="/backup">' in text(visitor.get("/"))
    assert "/backup/do/backup-recipient" in shown


def test_a_real_home_is_set_up_by_its_pages_and_reads_pass(
    real, keeper, officer, tmp_path, monkeypatch
):
    identity = pyrage.x25519.Identity.generate()
    key = {"name": "保险柜", "public_key": str(identity.to_public())}
    name_key(real, officer, key)
    assert "/backup/do/backup-add" in text(keeper.get("/backup"))
    add(keeper, tmp_path / "one")
    add(keeper, tmp_path / "two", medium="server", is_elsewhere="on")
    assert state("13.1") is ControlState.FAIL
    assert "已交给后台" in text(keeper.act("/backup/do/backup-create"))
    worked()
    for target in Target.objects.all():
        keeper.act(f"/backup/{target.ref}/do/backup-verify")
    worked()
    shown = text(keeper.get("/backup"))
    assert shown.count('class="tag tag-pass"') == 2
    assert "备份慢了" not in text(keeper.get("/"))
    assert "现在出事，会丢" in shown
    assert state("13.1") is ControlState.PASS
    # That restoring takes two is another part's to prove.
    assert state("13.3") in (ControlState.PASS, ControlState.PARTIAL)
    assert text(keeper.get("/duties/13.1"))
    monkeypatch.setattr(rules, "LOSS_LIMIT", timedelta(seconds=-1))
    assert "备份慢了" in text(keeper.get("/"))
    assert "备份慢了" not in text(signed_in(real.legal).get("/"))
    Run.objects.update(number=77)
    assert "备份慢了" not in text(keeper.get("/"))


def test_a_copy_that_does_not_count_says_why(real, keeper, officer, tmp_path, monkeypatch):
    identity = pyrage.x25519.Identity.generate()
    key = {"name": "保险柜", "public_key": str(identity.to_public())}
    name_key(real, officer, key)
    monkeypatch.setattr(places.Folder, "try_to_delete", lambda place: Deletion.DELETED)
    add(keeper, tmp_path / "one")
    target = Target.objects.get()
    keeper.act("/backup/do/backup-create")
    keeper.act(f"/backup/{target.ref}/do/backup-verify")
    worked()
    for visitor, words in ((keeper, "不算数"), (signed_in(real.dpo, lang="en"), "does not count")):
        shown = text(visitor.get("/backup"))
        assert words in shown
        assert "card-void" in shown
    assert "用本系统的账号删得掉" in text(keeper.get(f"/backup/{target.ref}"))
    assert "要有两处只能追加的 restic REST 服务器" in text(keeper.get(f"/backup/{target.ref}"))
    told = text(signed_in(real.dpo, lang="en").get(f"/backup/{target.ref}"))
    assert "two REST servers of restic that only append" in told
    for query, count in (("", 1), ("&since=week", 1)):
        file = text(keeper.get(f"/backup/{target.ref}?format=csv{query}"))
        assert file.count("\n") == count + 1
    newest = Run.objects.order_by("-id")[:1]
    authenticated.change(Run.objects.filter(pk__in=newest), sentinel_at=clock.now() - timedelta(9))
    assert "没有这样的副本" in text(keeper.get(f"/backup/{target.ref}?since=week"))
    (tmp_path / "one" / target.ref).rename(tmp_path / "away")
    keeper.act("/backup/do/backup-create")
    worked()
    assert "备不上" in text(keeper.get("/backup"))
    (tmp_path / "away").rename(tmp_path / "one" / target.ref)
    next((tmp_path / "one" / target.ref / "data/packs").iterdir()).unlink()
    keeper.act(f"/backup/{target.ref}/do/backup-verify")
    worked()
    assert "缺数据包" in text(keeper.get("/backup"))
    assert "缺数据包" in text(keeper.get(f"/backup/{target.ref}"))
    assert Verification.objects.last().fault == "pack_missing"


def test_a_secret_key_is_refused_and_not_shown_again(real, officer):
    identity = pyrage.x25519.Identity.generate()
    answer = officer.act("/backup/do/backup-recipient", name="x", public_key=str(identity))
    assert answer.status_code == 422
    assert "AGE-SECRET-KEY" not in answer.content.decode()
    assert not Recipient.objects.exists()


def test_words_of_key_sheets_that_are_refused_do_not_come_back():
    fields = (*drill_verbs.DRILL.fields, *drill_verbs.DRILL.page.more)
    assert {one.is_once for one in fields if one.name == "sheets"} == {True}


def test_a_place_is_stated_anew_and_ended(real, keeper, officer, tmp_path):
    key = {"name": "保险柜", "public_key": str(pyrage.x25519.Identity.generate().to_public())}
    name_key(real, officer, key)
    add(keeper, tmp_path / "one")
    target = Target.objects.get()
    assert PLACE["site"] in text(keeper.get(f"/backup/{target.ref}/do/backup-state"))
    keeper.act(f"/backup/{target.ref}/do/backup-state", **{**PLACE, "site": "样例市"})
    target.refresh_from_db()
    assert (target.site, target.is_elsewhere) == ("样例市", False)
    keeper.act(f"/backup/{target.ref}/do/backup-end", is_sure="on")
    assert keeper.get(f"/backup/{target.ref}").status_code == 404
    recipient = Recipient.objects.get()
    ended = officer.act(f"/backup/keys/{recipient.ref}/do/backup-end-recipient", is_sure="on")
    assert "最后一把" in ended.content.decode()
    Recipient.objects.update(name="改了", public_key="age1x")
    assert "panel-closed" in text(officer.get("/backup"))


def test_a_demo_says_that_it_is_stated(house):
    homes.create(homes.Kind.DEMO)
    assert "由负责人声明" in text(signed_in(house.dpo).get("/backup"))
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("length", "zh", "en"),
    [
        ({"seconds": 41}, "41 秒", "41 s"),
        ({"minutes": 3, "seconds": 6}, "3 分 06 秒", "3 min 06 s"),
        ({"minutes": 5}, "5 分", "5 min"),
        ({"hours": 2, "minutes": 5}, "2 小时 05 分", "2 h 05 min"),
        ({"days": 3}, "3 天", "3 days"),
    ],
)
def test_a_length_of_time_is_said_short(length, zh, en):
    told = [meter.told(timedelta(**length), lang) for lang in ("zh", "en")]
    assert told == [zh, en]


def test_the_meter_is_drawn_whatever_is_known():
    limit = timedelta(minutes=5)
    short, long = timedelta(seconds=41), timedelta(days=2)
    for now, worst in ((None, None), (short, None), (short, short), (long, long), (short, long)):
        for lang in ("zh", "en"):
            drawn = meter.meter(now, worst, limit, lang)
            assert drawn.startswith("<svg")
            assert len(meter.table(now, worst, limit, lang).rows) == 3
    assert "f-cinfill" in meter.meter(long, None, limit, "zh")
    assert "f-jade" in meter.meter(timedelta(seconds=200), short, limit, "zh")
