"""A worker's act that a lapse refuses: its page says what a page says that is refused at once."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.subjects.models import Subject
from shoumi.core import handbook
from shoumi.core.refs import Ref
from shoumi.doors.tests import datasets
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def address(house):
    """Where it is told of that a file is to be taken in."""
    made = datasets.customers(house)
    visitor = signed_in(house.dpo)
    file = SimpleUploadedFile("客户.csv", "姓名,手机号\n虚构甲,15400001111\n".encode())
    given = {"dataset": made.ref, "files": file}
    brought = visitor.post(f"/deals/{house.deal}/do/intake-bring", given, secure=True)
    led = brought.headers["Location"].partition("?")[0]
    return visitor.post(f"{led}/take-in", secure=True).headers["Location"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "zh",
            (
                "这扇门关着：员工接触个人信息的角色。",
                "由负责人按下列要求补正，门随即打开。",
                "4.1 员工学习政策、法规和操作规程",
                "声明已撤回（由人事补正：合规要求 › 4.1，或 shoumi attest add 4.1）",
            ),
        ),
        (
            "en",
            (
                "A door is shut: staff roles that reach personal information.",
                "4.1 Staff learn the policy, the law and the procedures",
                "The statement was taken back",
                "mends it: Requirements > 4.1, or shoumi attest add 4.1)",
            ),
        ),
    ],
)
def test_what_a_worker_refused_says_what_a_page_says_at_once(house, address, lang, words):
    said = statements.newest("4.1", None, clock.now())
    attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=clock.now())
    worked()
    assert not Subject.objects.exists()
    told = signed_in(house.dpo, lang=lang).get(address).content.decode()
    assert 'data-state="refused"' in told
    plain = html.unescape(re.sub("<[^>]+>", "", told))
    assert [one for one in words if one not in plain] == []
    assert "staff_roles" not in plain
    assert 'href="/duties/4.1"' in told
    for basis in handbook.articles("4.1"):
        assert basis[("zh", "en").index(lang)] in plain
