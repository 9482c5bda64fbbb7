"""Settings by page: each judged, tried where it can be, in force, and gone when it is cleared."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from shoumi.base.documents import signatures
from shoumi.base.documents.tests import authority
from shoumi.base.home_settings import queries
from shoumi.base.home_settings.rules import Setting
from shoumi.base.outbox import smtp
from shoumi.base.outbox.tests.relays import Inbox, relay
from shoumi.base.transport import site_settings
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import Visitor, signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
COMPANY = {
    "name": "样板转让服务有限公司",
    "name_en": "",
    "code": "91990000MA0000001B",
    "address": "样板市示范路 1 号",
    "contact": "privacy@house.example",
    "officer": "林示范",
    "officer_contact": "officer@house.example",
}
RELAY = {
    "host": "127.0.0.1",
    "encryption": "starttls",
    "sender": "shoumi@house.example",
    "to": "me@house.example",
}


@pytest.fixture
def head(house):
    return signed_in(house[people.HEAD])


def test_the_company_is_told_and_greets(house, head):
    assert head.post("/settings/do/settings-company", COMPANY).status_code == 303
    assert COMPANY["name"] in Visitor().get("/sign-in").content.decode()
    assert COMPANY["name"] in Visitor().get("/").content.decode()
    shown = head.get("/settings").content.decode()
    assert COMPANY["name"] in shown
    form = head.get("/settings/do/settings-company").content.decode()
    assert f'value="{COMPANY["code"]}"' in form


def test_a_wrong_code_is_said_beside_its_field_and_the_rest_stays(house, head):
    answer = head.post("/settings/do/settings-company", {**COMPANY, "code": "1" * 18})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert shown.index("field-error") > shown.index('id="field-code"')
    assert f'value="{COMPANY["address"]}"' in shown
    assert queries.company() is None


def test_a_logo_is_shown_to_everybody_and_before_that_there_is_none(house, head):
    assert Visitor().get("/logo.png").status_code == 404
    picture = io.BytesIO()
    Image.new("RGB", (60, 20)).save(picture, "JPEG")
    picture.seek(0)
    picture.name = "logo.jpg"
    assert head.post("/settings/do/settings-logo", {"picture": picture}).status_code == 303
    answer = Visitor().get("/logo.png")
    assert (answer["Content-Type"], answer.content[:4]) == ("image/png", b"\x89PNG")


def test_a_relay_that_takes_a_mail_is_kept_and_one_that_does_not_is_not(house, head):
    with relay(Inbox("550 not here")) as port:
        refused = head.post("/settings/do/settings-relay", {**RELAY, "port": port})
    assert "550 not here" in refused.content.decode()
    assert smtp.configured() is None
    inbox = Inbox()
    with relay(inbox) as port:
        assert head.post("/settings/do/settings-relay", {**RELAY, "port": port}).status_code == 303
    assert [mail["To"] for mail in inbox.mails] == ["me@house.example"]
    assert smtp.configured().port == port


def test_the_environment_comes_before_the_page(house, head, monkeypatch):
    head.post("/settings/do/settings-relay", {**RELAY, "port": 25, "is_untried": "on"})
    monkeypatch.setenv("SHOUMI_SMTP_URL", "smtp://localhost:26?from=a@house.example")
    assert smtp.configured().port == 26


def test_a_relay_is_cleared_again(house, head):
    head.post("/settings/do/settings-relay", {**RELAY, "port": 25, "is_untried": "on"})
    head.post("/settings/do/settings-relay-remove", {"is_sure": "on"})
    assert smtp.configured() is None


def test_an_authority_is_asked_once_before_it_is_kept(house, head, tmp_path):
    keys, asked = authority.made(tmp_path), []

    def answer(request):
        asked.append(request)
        return authority.reply(keys, request)

    with authority.serving(answer) as url:
        assert head.post("/settings/do/settings-stamps", {"url": url}).status_code == 303
    assert len(asked) == 1
    assert signatures.tsa_url() == url
    head.post("/settings/do/settings-stamps-remove", {"is_sure": "on"})
    assert signatures.tsa_url() is None


def test_a_public_name_counts_when_serve_starts(house, head):
    given = {"name": "https://House.example/", "proxies": "10.0.0.9  10.0.1.0/24"}
    assert head.post("/settings/do/settings-site", given).status_code == 303
    site = site_settings.site()
    assert (site.name, site.proxies) == ("house.example", "10.0.0.9 10.0.1.0/24")
    environment: dict[str, str] = {}
    site_settings.put_into(environment)
    assert environment == {"SHOUMI_HOSTS": site.name, "SHOUMI_PROXIES": site.proxies}
    named = {"SHOUMI_HOSTS": "other.example"}
    site_settings.put_into(named)
    assert named == {"SHOUMI_HOSTS": "other.example"}


@pytest.mark.parametrize("setting", ["relay", "stamps", "site"])
def test_the_protection_officer_keeps_no_machines(house, setting):
    assert signed_in(house.dpo).get(f"/settings/do/settings-{setting}").status_code == 403


def test_who_changes_one_proves_it_first(house):
    visitor = signed_in(house[people.HEAD], is_fresh=False)
    answer = visitor.get("/settings/do/settings-company")
    assert "/step-up" in answer["Location"]
    assert queries.in_force(Setting.COMPANY) is None
