"""What people set on pages: judged, sealed, in force by the ledger's newest word."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from shoumi.base.accounts import services as people
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.home_settings import logos, queries, rules, services
from shoumi.base.home_settings.errors import (
    CreditCodeUnfit,
    LogoUnfit,
    SettingLost,
    SettingUnfit,
)
from shoumi.base.home_settings.rules import Setting
from shoumi.base.ledger import reader
from shoumi.base.vault import secrets
from shoumi.base.vault import services as vault
from shoumi.base.vault.errors import NoKey
from shoumi.core.refs import Ref

CODE = "91990000MA0000001B"
COMPANY = {
    "name": "样板转让服务有限公司",
    "name_en": "",
    "code": CODE,
    "address": "样板市示范路 1 号",
    "contact": "privacy@house.example",
    "officer": "林示范",
    "officer_contact": "officer@house.example",
}

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


@pytest.fixture
def office(home):
    vault.setup(at=AT)
    head, officer = people.found(head="郑样板", dpo="林示范", at=AT)
    return Ref(head.ref), Ref(officer.ref)


def test_a_company_is_what_was_said_last(office):
    head, officer = office
    assert queries.company() is None
    services.tell_company(given=COMPANY, actor=head, at=AT)
    services.tell_company(given={**COMPANY, "contact": "154 0000 0001"}, actor=officer, at=AT)
    found = queries.company()
    assert found is not None
    assert (found.name, found.contact) == (COMPANY["name"], "154 0000 0001")


def test_the_value_before_is_gone_from_the_keyring(office):
    head, _ = office
    services.tell_company(given=COMPANY, actor=head, at=AT)
    before = queries.in_force(Setting.COMPANY)
    services.tell_company(given={**COMPANY, "contact": "x"}, actor=head, at=AT)
    with pytest.raises(NoKey):
        secrets.read(before)


def test_the_ledger_says_which_setting_and_nothing_of_it(office):
    head, _ = office
    services.change(setting=Setting.RELAY, value={"password": "seven boats"}, actor=head, at=AT)
    entry = reader.latest(1)[0]
    assert b"relay" in entry.body
    assert b"seven" not in entry.body


def test_what_was_cleared_is_not_there(office):
    head, _ = office
    services.change(setting=Setting.STAMPS, value={"url": "https://a.example"}, actor=head, at=AT)
    services.remove(setting=Setting.STAMPS, actor=head, at=AT)
    assert queries.read(Setting.STAMPS) is None


def test_what_the_ledger_names_and_the_keyring_lost_is_told(office):
    head, _ = office
    services.tell_company(given=COMPANY, actor=head, at=AT)
    secrets.forget(queries.in_force(Setting.COMPANY))
    with pytest.raises(SettingLost):
        queries.company()


def test_the_officer_sets_no_relay(office):
    _, officer = office
    with pytest.raises(NotPermitted):
        services.change(setting=Setting.RELAY, value={}, actor=officer, at=AT)
    assert queries.read(Setting.RELAY) is None


@pytest.mark.parametrize(
    ("code", "is_form"),
    [
        ("91990000MA0000001", True),
        ("91990000MA0000001I", True),
        ("91990000MA00000011", False),
        ("91990000AM0000001B", False),
    ],
)
def test_a_code_that_is_none_is_refused(code, is_form):
    with pytest.raises(CreditCodeUnfit) as refused:
        rules.credit_code(code)
    assert refused.value.facts["is_form"] is is_form


def test_a_code_is_taken_in_small_letters_and_with_spaces_around():
    assert rules.credit_code(f" {CODE.lower()} ") == CODE


@pytest.mark.parametrize("part", ["name", "address", "contact", "officer"])
def test_a_part_that_is_empty_is_named(part):
    with pytest.raises(SettingUnfit) as refused:
        rules.company({**COMPANY, part: " "})
    assert refused.value.facts["part"] == part


def _picture(form: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (12, 90, 60)).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_logo_is_drawn_anew_and_small(form):
    content = _picture(form, (2_000, 1_000)) + b"<script>"
    made = logos.redrawn(content)
    with Image.open(io.BytesIO(made)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (320, 160))
    assert b"script" not in made


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        b"",
        _picture("GIF", (10, 10)),
        _picture("PNG", (4_001, 10)),
        _picture("PNG", (10, 10))[:40],
        b"\x89PNG" + b"0" * 2_000_001,
    ],
    ids=["svg", "empty", "gif", "too-wide", "cut-off", "too-large"],
)
def test_no_logo_is_made_of_anything_else(content):
    with pytest.raises(LogoUnfit):
        logos.redrawn(content)
