"""The page of the examination: what was found wanting by reference, and the way to mend it."""

from __future__ import annotations

import pytest

from shoumi.base.subjects import examination
from shoumi.base.subjects.models import Finding, Record
from shoumi.base.vault.models import IndexKey, SubjectKey
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
PAGE = "/settings/examination"


def bare(ref):
    assert Record.objects.filter(subject=ref).update(blob="虚构姓名 15400001001".encode())


def damaged(ref):
    assert SubjectKey.objects.filter(subject=ref).update(wrapped=b"plain")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_found_wanting_is_listed_by_reference_with_its_mend(house, lang):
    plain, broken, sound = house.keep_many(3)
    bare(plain)
    damaged(broken)
    examination.whole()
    shown = signed_in(house.dpo, lang=lang).get(PAGE).content.decode()
    for ref, demand in ((plain, "1.4"), (broken, "3.3")):
        assert f'href="/customers/{ref}"' in shown
        assert f'href="/duties/{demand}"' in shown
    assert sound not in shown
    assert "虚构姓名" not in shown
    assert {"zh": "在客户页提出销毁", "en": "on the customer's page"}[lang] in shown.replace(
        "&#x27;", "'"
    )


def test_everything_is_examined_again_from_there_and_what_was_put_back_is_gone(house):
    (ref,) = house.keep_many(1)
    kept = SubjectKey.objects.get(subject=ref).wrapped
    damaged(ref)
    examination.whole()
    officer = signed_in(house[people.SECURITY])
    assert "/settings/do/examine-all" in officer.get(PAGE).content.decode()
    SubjectKey.objects.filter(subject=ref).update(wrapped=kept)
    assert officer.act("/settings/do/examine-all").status_code == 200
    worked()
    assert not Finding.objects.exists()
    assert 'class="empty"' in officer.get(PAGE).content.decode()


def test_a_key_of_the_house_that_is_not_allowed_leads_to_its_replacement(house):
    officer = signed_in(house[people.SECURITY], lang="en")
    assert "rotate-keys" not in officer.get(PAGE).content.decode().partition("<main")[2]
    IndexKey.objects.update(suite=99)
    shown = officer.get(PAGE).content.decode().partition("<main")[2]
    assert "/keys/do/rotate-keys" in shown
    assert "Replace a search key on the page Keys" in shown
    assert "suite 99" in officer.get("/keys").content.decode()
    assert officer.get("/keys/do/rotate-keys").status_code == 200


def test_more_than_a_page_goes_on_where_the_last_one_ended(house):
    found = sorted(house.keep_many(52))
    for ref in found:
        bare(ref)
    examination.whole()
    officer = signed_in(house[people.SECURITY])
    first = officer.get(PAGE).content.decode()
    assert found[49] in first
    assert found[50] not in first.replace(f"after={found[49]}", "")
    second = officer.get(f"{PAGE}?after={found[49]}").content.decode()
    assert found[51] in second
    assert found[48] not in second


def test_who_keeps_no_home_does_not_see_it(house):
    assert signed_in(house[people.SERVICE]).get(PAGE).status_code == 403
