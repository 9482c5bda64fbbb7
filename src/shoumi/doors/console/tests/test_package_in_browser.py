"""A recipient's pages have all that the browser needs to make a key and open a package."""

from __future__ import annotations

import hashlib
import re

import pyrage
import pytest
from django.contrib.staticfiles import finders

from shoumi.base import clock
from shoumi.base.handover import recipient_keys
from shoumi.base.handover import services as handover
from shoumi.base.handover.models import Package
from shoumi.base.ledger.tests import text_rows
from shoumi.base.vault import logkey
from shoumi.core.refs import Ref
from shoumi.doors.console import package_in_browser
from shoumi.doors.console.tests.test_handover_pages import handing, sealed
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import KEY
from shoumi.doors.tests.visitors import signed_in

__all__ = ["handing", "sealed"]

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

OPENS, MAKES = 'data-part="package"', 'data-part="key"'
RECEIVE = "/do/handover-receive"


def script(name: str) -> str:
    with open(finders.find(f"console/js/{name}"), encoding="utf-8") as file:
        return file.read()


@pytest.fixture
def released(handing, sealed):
    head = handing.house[people.HEAD]
    handover.release(package=Ref(sealed.ref), actor=head, at=clock.now())
    sealed.refresh_from_db()
    return sealed


def page(who, package, lang="zh") -> str:
    return signed_in(who, lang=lang).get(f"/handover/{package.ref}").content.decode()


def test_the_vendored_code_is_the_one_whose_sum_is_pinned():
    pinned = dict(line.split()[::-1] for line in script("vendor/age.sha256").splitlines())
    assert set(pinned) == {"age.js", "age.LICENSE.txt"}
    for name, expected in pinned.items():
        with open(finders.find(f"console/js/vendor/{name}"), "rb") as file:
            assert hashlib.file_digest(file, "sha256").hexdigest() == expected, name


def test_each_refusal_of_the_scripts_has_words_on_the_page_and_none_is_left_over(handing, released):
    content = page(handing.house.buyer, released)
    content += signed_in(handing.house.buyer).get("/handover").content.decode()
    told = set(re.findall(r'data-refused="([\w-]+)"', content))
    both = script("package.js") + script("package_worker.js")
    raised = set(re.findall(r'Refused\([^")]*"([\w-]+)"', both))
    raised |= set(re.findall(r'[?:] "([\w-]+)"(?=[;)]| :)', both)) & told
    assert raised | {"failed", "memory"} == told


def test_no_field_of_these_parts_has_a_name_under_which_it_could_be_sent(handing, released):
    for content in (
        page(handing.house.buyer, released),
        signed_in(handing.house.buyer).get("/handover").content.decode(),
    ):
        part = re.search(r"<section[^>]*data-part.*?</section>", content, re.DOTALL)
        assert part
        assert "<input" in part.group()
        assert not re.search(r"\sname=", part.group())
        assert "action=" not in part.group()


def test_the_page_knows_hash_key_and_signers_of_the_package(handing, released):
    content = page(handing.house.buyer, released)
    assert f'data-sha256="{released.sha256}"' in content
    assert f'data-fingerprint="{released.fingerprint}"' in content
    assert f'data-vkeys="{logkey.vkey()}"' in content
    assert f'data-receipt="/handover/{released.ref}{RECEIVE}"' in content
    assert "Open and check" in page(handing.house.buyer, released, lang="en")


def test_a_package_not_released_and_one_openssl_opens_are_not_opened_here(handing, sealed):
    assert OPENS not in page(handing.house.buyer, sealed)
    handover.release(package=Ref(sealed.ref), actor=handing.house[people.HEAD], at=clock.now())
    assert OPENS in page(handing.house.buyer, sealed)
    was = handover.folder() / sealed.file_name
    name = sealed.file_name.replace(".tar.age", ".tar.p7m")
    was.rename(handover.folder() / name)
    Package.objects.filter(ref=sealed.ref).update(file_name=name)
    content = page(handing.house.buyer, sealed)
    assert "openssl cms" in content
    assert OPENS not in content


def test_nobody_but_the_recipient_opens_it_here(handing, released):
    house = handing.house
    for who in (house.dpo, house[people.CONSULTANT]):
        assert OPENS not in page(who, released)
        assert released.fingerprint in page(who, released)
        assert MAKES not in signed_in(who).get("/handover").content.decode()
    assert MAKES not in signed_in(house[people.SELLER]).get("/handover").content.decode()
    assert MAKES in signed_in(house.buyer).get("/handover").content.decode()


def test_who_releases_reads_whose_key_opens_it(handing, sealed):
    head = signed_in(handing.house[people.HEAD])
    form = head.get(f"/handover/{sealed.ref}/do/handover-release").content.decode()
    assert sealed.fingerprint in form


def test_the_receipt_comes_with_the_hash_the_browser_found(handing, released):
    buyer = signed_in(handing.house.buyer)
    form = buyer.get(f"/handover/{released.ref}{RECEIVE}?sha256={'a' * 64}").content.decode()
    assert f'value="{"a" * 64}"' in form
    wrong = buyer.act(f"/handover/{released.ref}{RECEIVE}", sha256="a" * 64)
    assert wrong.status_code == 422


def test_words_of_refusals_stand_in_both_languages():
    refusals = [*package_in_browser.KEY_REFUSALS, *package_in_browser.PACKAGE_REFUSALS]
    for one in refusals:
        assert all((*one.what, *one.mend)), one.code
        assert len({*one.what}) == 2, one.code


GIVES = "/handover/do/handover-key"


def gives(handing, key=KEY):
    return signed_in(handing.house.buyer).act(GIVES, party=handing.recipient, key=key)


def seal_form(handing, lang="zh") -> str:
    visitor = signed_in(handing.house.dpo, lang=lang)
    return visitor.get(f"/deals/{handing.house.deal}/do/handover-seal").content.decode()


def test_the_key_just_made_leads_to_the_form_that_hands_it_in(handing):
    buyer = signed_in(handing.house.buyer)
    content = buyer.get("/handover").content.decode()
    assert f'data-hand-in="{GIVES}"' in content
    assert "还没有交" in content
    form = buyer.get(f"{GIVES}?key={KEY}").content.decode()
    assert KEY in form
    assert "打电话" in form


def test_the_buyer_reads_which_key_counts_and_the_sealing_form_is_filled_with_it(handing):
    assert "还没有交公钥" in seal_form(handing)
    assert gives(handing).status_code == 200
    given = recipient_keys.newest([handing.recipient])[handing.recipient]
    mine = signed_in(handing.house.buyer).get("/handover").content.decode()
    assert given.fingerprint in mine
    assert people.BUYER in mine
    form = seal_form(handing)
    assert f">\n{KEY}</textarea>" in form
    assert f'value="{handing.recipient}" selected' in form
    for told in (given.fingerprint, people.BUYER, "先打电话与接收方核对指纹"):
        assert told in form
    assert "compare the fingerprint with the recipient by telephone first" in seal_form(
        handing, "en"
    )


def test_a_key_nothing_can_be_sealed_for_is_refused_with_the_words_of_sealing(handing):
    refused = gives(handing, "age1nothing")
    assert refused.status_code == 422
    assert "接收方公钥无法使用" in refused.content.decode()


def test_a_key_whose_text_was_changed_is_not_filled_in(handing):
    gives(handing)
    given = recipient_keys.newest([handing.recipient])[handing.recipient]
    other = "age1" + "q" * 58
    text_rows.change(given.position, text=other)
    form = seal_form(handing)
    assert other not in form
    assert KEY not in form
    assert "被改动过" in form


def test_a_key_handed_in_after_sealing_leaves_the_package_as_it_was(handing, sealed):
    was = sealed.fingerprint
    gives(handing, str(pyrage.x25519.Identity.generate().to_public()))
    sealed.refresh_from_db()
    assert sealed.fingerprint == was
    later = recipient_keys.newest([handing.recipient])[handing.recipient].fingerprint
    for who in (handing.house.buyer, handing.house.dpo):
        content = page(who, sealed)
        assert was in content
        assert later in content


def test_no_other_side_and_nobody_of_the_house_hands_a_key_in(handing):
    house = handing.house
    for who in (house[people.SELLER], house.dpo):
        signed_in(who).act(GIVES, party=handing.recipient, key=KEY)
    assert recipient_keys.newest([handing.recipient]) == {}
