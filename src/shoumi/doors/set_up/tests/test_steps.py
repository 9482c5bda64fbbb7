"""What is wrong is said beside the field, what was typed stays, what is saved comes back."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from shoumi.base.outbox.tests.relays import Inbox, relay
from shoumi.doors.set_up import draft
from shoumi.doors.set_up.draft import Step
from shoumi.doors.set_up.tests.conftest import COMPANY, FOUNDERS, PASSPHRASE, text_of

RELAY = {
    "host": "127.0.0.1",
    "port": "1",
    "encryption": "starttls",
    "sender": "shoumi@house.example",
    "user": "",
    "password": "",
    "to": "me@house.example",
}


def test_a_wrong_code_is_said_beside_it_and_the_rest_stays(visitor):
    answer = visitor.post("/home/company", {**COMPANY, "code": "91990000MA0000001A"})
    shown = text_of(answer)
    assert answer.status_code == 422
    assert shown.index("field-error") > shown.index('id="field-code"')
    assert 'value="样板市示范路 1 号"' in shown
    assert 'value="91990000MA0000001A"' in shown
    assert Step.COMPANY not in draft.draft.given


def test_what_was_saved_comes_back_when_one_does(visitor):
    assert visitor.post("/home/company", COMPANY)["Location"] == "/home/passphrase"
    assert f'value="{COMPANY["code"]}"' in text_of(visitor.get("/home/company"))
    assert COMPANY["name"] in text_of(visitor.get("/home"))


@pytest.mark.parametrize("officer", ["林示范", ""])
def test_no_stray_space_stands_around_the_officers_name(visitor, officer):
    if officer:
        visitor.post("/home/company", {**COMPANY, "officer": officer})
    shown = text_of(visitor.get("/home/people"))
    lead = shown.partition('<p class="lead">')[2].partition("</p>")[0]
    told = officer or "姓名在“公司”一步里填"
    assert re.sub(r"<[^>]+>", "", lead).strip() == (
        f"先有两位：主要负责人和个人信息保护负责人（{told}）。此后每个岗位都要两个人点头。"
    )


def test_an_officer_without_a_name_of_a_person_is_refused(visitor):
    answer = visitor.post("/home/company", {**COMPANY, "officer": "管理员"})
    assert "field-error" in text_of(answer)
    assert Step.COMPANY not in draft.draft.given


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        (PASSPHRASE, f"{PASSPHRASE}."),
        ("too short", "too short"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaa"),
        ("1234567890123456", "1234567890123456"),
    ],
    ids=["differ", "short", "one-sign", "in-a-row"],
)
def test_a_passphrase_that_will_not_do_is_refused_and_never_shown_again(visitor, typed, again):
    answer = visitor.post("/home/passphrase", {"passphrase": typed, "again": again})
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "field-error" in shown
    assert f'value="{typed}"' not in shown
    assert Step.PASSPHRASE not in draft.draft.given


def test_a_passphrase_is_told_its_strength_and_that_nobody_brings_it_back(visitor):
    assert "不能找回" in text_of(visitor.get("/home/passphrase"))
    visitor.post("/home/passphrase", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    shown = text_of(visitor.get("/home"))
    assert "强度：强" in shown
    assert PASSPHRASE not in shown + text_of(visitor.get("/home/passphrase"))


def test_the_sheet_holds_no_secret(visitor):
    visitor.post("/home/passphrase", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert PASSPHRASE not in text_of(visitor.get("/home/sheet"))


def test_a_passphrase_that_the_service_hands_in_is_not_typed(visitor, tmp_path, monkeypatch):
    handed = tmp_path / "root.passphrase"
    handed.write_text(PASSPHRASE)
    monkeypatch.setenv("SHOUMI_PASSPHRASE_FILE", str(handed))
    assert "field-again" not in text_of(visitor.get("/home/passphrase"))
    assert visitor.post("/home/passphrase", {}).status_code == 303
    assert draft.draft.is_done(Step.PASSPHRASE)


def test_a_passphrase_goes_to_no_disk(visitor, tmp_path, monkeypatch):
    monkeypatch.setattr("shoumi.base.vault.secret_files.lies_in_memory", lambda folder: False)
    answer = visitor.get("/home/passphrase")
    assert answer.status_code == 409
    assert "home create" in text_of(answer)


def test_a_relay_is_tried_by_a_real_mail_and_its_answer_told(visitor):
    inbox = Inbox()
    with relay(inbox) as port:
        answer = visitor.post("/home/relay", {**RELAY, "port": str(port)})
    assert answer.status_code == 303
    assert [str(mail["To"]) for mail in inbox.mails] == ["me@house.example"]
    assert "试发成功，服务器答：250 OK" in text_of(visitor.get("/home"))


def test_what_a_relay_refuses_is_told_and_nothing_is_kept(visitor):
    with relay(Inbox("550 no such mailbox here")) as port:
        answer = visitor.post("/home/relay", {**RELAY, "port": str(port)})
    assert "550 no such mailbox here" in text_of(answer)
    assert 'value="shoumi@house.example"' in text_of(answer)
    assert draft.draft.relay is None


def test_a_relay_that_is_not_there_may_be_saved_untried(visitor):
    assert visitor.post("/home/relay", RELAY).status_code == 422
    assert visitor.post("/home/relay", {**RELAY, "to": ""}).status_code == 422
    assert visitor.post("/home/relay", {**RELAY, "to": "", "is_untried": "on"}).status_code == 303
    assert "没有试" in text_of(visitor.get("/home"))


def test_the_password_of_the_relay_is_not_shown_and_stays(visitor):
    given = {**RELAY, "user": "shoumi", "password": "four wet boots", "is_untried": "on"}
    visitor.post("/home/relay", given)
    assert "four wet boots" not in text_of(visitor.get("/home/relay"))
    visitor.post("/home/relay", {**given, "password": "", "port": "26"})
    assert draft.draft.relay.password == "four wet boots"
    visitor.post("/home/relay", {**given, "password": "", "host": "elsewhere.example"})
    assert draft.draft.relay.password is None, "the password goes to another machine"


@pytest.mark.parametrize("url", ["ftp://stamps.example", "https://me:word@stamps.example", "x"])
def test_an_address_that_is_no_authority_is_refused(visitor, url):
    answer = visitor.post("/home/stamps", {"url": url, "is_untried": "on"})
    assert "field-error" in text_of(answer)


def test_an_authority_that_does_not_answer_is_not_saved(visitor):
    answer = visitor.post("/home/stamps", {"url": "http://127.0.0.1:1/"})
    assert answer.status_code == 422
    assert Step.STAMPS not in draft.draft.given


@pytest.mark.parametrize(
    ("name", "proxies", "field"),
    [("localhost", "", "name"), ("a b.example", "", "name"), ("house.example", "ten", "proxies")],
)
def test_a_site_that_is_none_is_refused(visitor, name, proxies, field):
    answer = visitor.post("/home/site", {"name": name, "proxies": proxies})
    shown = text_of(answer)
    assert shown.index("field-error") > shown.index(f'id="field-{field}"')


def test_a_logo_is_a_picture_and_no_drawing_with_scripts(visitor):
    svg = io.BytesIO(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    svg.name = "logo.png"
    assert visitor.post("/home/logo", {"picture": svg}).status_code == 422
    png = io.BytesIO()
    Image.new("RGB", (30, 10)).save(png, "PNG")
    png.seek(0)
    png.name = "logo.png"
    assert visitor.post("/home/logo", {"picture": png}).status_code == 303


def test_what_may_be_left_out_is_and_the_rest_not(visitor):
    for step in (Step.RELAY, Step.SMS, Step.STAMPS, Step.SITE, Step.LOGO):
        assert visitor.post(f"/home/{step}/leave-out").status_code == 303
    for step in (Step.COMPANY, Step.PASSPHRASE, Step.PEOPLE):
        assert visitor.post(f"/home/{step}/leave-out").status_code == 404
    assert draft.draft.lacks() == [Step.COMPANY, Step.PASSPHRASE, Step.PEOPLE]


def test_people_are_added_and_taken_off(visitor):
    one = {"name": "周示例", "mail": "sec@house.example", "roles": ["SEC"]}
    assert visitor.post("/home/people/add", one).status_code == 303
    assert visitor.post("/home/people/add", {"name": "吴虚构"}).status_code == 303
    visitor.post("/home/people/remove", {"number": "0"})
    assert [one["name"] for one in draft.draft.people] == ["吴虚构"]
    visitor.post("/home/people/remove", {"number": "7"})
    assert len(draft.draft.people) == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "周示例", "roles": ["SEC", "OPS"]}, "roles"),
        ({"name": "周示例", "mail": "nobody"}, "mail"),
        ({"name": "admin"}, "name"),
        ({"name": ""}, "name"),
    ],
)
def test_a_person_who_will_not_do_is_refused_beside_the_field(visitor, given, field):
    answer = visitor.post("/home/people/add", given)
    assert answer.status_code == 422
    assert "field-error" in text_of(answer)
    assert draft.draft.people == []


def test_addresses_of_the_founders_are_judged(visitor):
    assert visitor.post("/home/people", {**FOUNDERS, "head_mail": "x"}).status_code == 422
    assert visitor.post("/home/people", FOUNDERS).status_code == 303


def test_nothing_is_made_while_something_needed_is_open(visitor, site):
    answer = visitor.post("/home/make")
    assert answer.status_code == 422
    assert not site.exists()
