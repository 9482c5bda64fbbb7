"""The account for text messages is tried with the vendor itself, before there is a home."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from functools import partial

import pytest

from shoumi.base.correspondence.channels.vendors import HOSTS, Vendor
from shoumi.base.correspondence.tests import gateway
from shoumi.base.egress import http_client
from shoumi.base.egress.tests.https_server import authority, certified, receiving
from shoumi.base.vault import secret_files
from shoumi.doors.set_up import draft, place
from shoumi.doors.set_up.draft import Step
from shoumi.doors.set_up.tests.conftest import PASSPHRASE, text_of
from shoumi.doors.set_up.tests.test_home_creation import ORDER

OWN = "13900000000"


def given(vendor=Vendor.ALIYUN, **more):
    return {**asdict(gateway.new(vendor)), "to": OWN, **more}


@pytest.fixture
def vendors(settings, monkeypatch, tmp_path):
    """Both vendors on this machine, at their own names, trusted as the system trusts."""
    settings.SHOUMI_HAS_HOME = False
    trusted = tmp_path / "authority.pem"
    trusted.write_text(authority()[0])
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    both = {one: gateway.Gateway(one) for one in Vendor}
    true_call = http_client.call_before_home
    with (
        receiving(both[Vendor.ALIYUN], context=certified(HOSTS[Vendor.ALIYUN])) as one,
        receiving(both[Vendor.TENCENT], context=certified(HOSTS[Vendor.TENCENT])) as other,
    ):
        ways = {Vendor.ALIYUN: one.ways(), Vendor.TENCENT: other.ways()}

        def call(request):
            vendor = next(own for own, host in HOSTS.items() if host in request.url)
            return partial(true_call, ways=ways[vendor])(request)

        monkeypatch.setattr(http_client, "call_before_home", call)
        yield both


@pytest.mark.parametrize("vendor", list(Vendor))
def test_an_account_is_tried_by_a_real_message_and_kept(visitor, vendors, vendor):
    answer = visitor.post("/home/text-messages", given(vendor))
    assert answer.status_code == 303, text_of(answer)
    [sent] = vendors[vendor].sent
    assert sent.number == OWN
    assert draft.draft.is_sms_tried
    assert "云岚虚构 · 试发成功" in text_of(visitor.get("/home"))


def test_what_the_vendor_refuses_is_told_and_nothing_is_kept(visitor, vendors):
    answer = visitor.post("/home/text-messages", given(key_secret="another"))
    shown = text_of(answer)
    assert answer.status_code == 422, shown
    assert "SignatureDoesNotMatch" in shown
    assert 'value="SMS_100000001"' in shown
    assert gateway.NAME not in shown
    assert draft.draft.sms is None
    assert Step.SMS not in draft.draft.given


def test_it_goes_to_the_vendor_alone_and_asks_for_a_number(visitor, vendors):
    answer = visitor.post("/home/text-messages", given(to=""))
    shown = text_of(answer)
    assert shown.index("field-error") > shown.index('id="field-to"')
    assert not vendors[Vendor.ALIYUN].sent


def test_it_may_be_saved_untried_and_says_so(visitor):
    assert visitor.post("/home/text-messages", given(is_untried="on")).status_code == 303
    assert "云岚虚构 · 没有试" in text_of(visitor.get("/home"))


def test_what_is_no_account_is_refused_beside_its_field(visitor):
    wrong = given(notice_template="100001", is_untried="on")
    shown = text_of(visitor.post("/home/text-messages", wrong))
    assert shown.index("field-error") > shown.index('id="field-notice_template"')
    assert draft.draft.sms is None


def test_its_keys_are_not_shown_stay_when_left_empty_and_go_to_no_other_vendor(visitor):
    visitor.post("/home/text-messages", given(is_untried="on"))
    shown = text_of(visitor.get("/home/text-messages"))
    assert gateway.SECRET not in shown
    assert 'value="云岚虚构"' in shown
    again = given(is_untried="on", key_name="", key_secret="", sign_name="样板虚构")
    assert visitor.post("/home/text-messages", again).status_code == 303
    kept = draft.draft.sms
    assert (kept.sign_name, kept.key_secret) == ("样板虚构", gateway.SECRET)
    other = {**given(Vendor.TENCENT, is_untried="on"), "key_name": "", "key_secret": ""}
    assert visitor.post("/home/text-messages", other).status_code == 422
    assert draft.draft.sms.vendor == Vendor.ALIYUN


def test_left_out_again_it_is_gone(visitor):
    visitor.post("/home/text-messages", given(is_untried="on"))
    visitor.post("/home/text-messages/leave-out")
    assert draft.draft.sms is None
    assert "不设" in text_of(visitor.get("/home"))


@pytest.mark.skipif(
    not secret_files.lies_in_memory(place.Path("/dev/shm")), reason="no folder in memory"
)
@pytest.mark.usefixtures("copied_tables")
def test_the_home_holds_it_sealed_and_waits_for_two_to_let_the_host_be_called(site):
    sms = {"account": asdict(gateway.new(Vendor.ALIYUN)), "is_tried": True}
    place.make(site, {**ORDER, "sms": sms}, PASSPHRASE)
    everything = b"".join(one.read_bytes() for one in site.rglob("*") if one.is_file())
    assert gateway.SECRET.encode() not in everything
    told = json.loads(_in_home(site, _LOOK))
    assert told == {
        "is_tried": True,
        "page": "egress",
        "lacks": f"{HOSTS[Vendor.ALIYUN]} 还不在出站白名单里：安全负责人申请，另一人批准",
        "line": "egress.host_not_allowed",
        "required": "egress.host_not_allowed",
        "again": "letters.account_there",
    }


_LOOK = """
import json, os, sys
from datetime import UTC, datetime
from pathlib import Path
from shoumi.doors import homes
homes.load()
from shoumi.base.accounts.models import Person
from shoumi.base.correspondence import accounts, setup_steps
from shoumi.base.correspondence.rules import Way
from shoumi.base.correspondence.tests.gateway import Vendor, new
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref

def refused(act):
    try:
        act()
    except DomainError as error:
        return error.code

at = datetime.now(UTC)
head = Ref(Person.objects.get(name="郑样板").ref)
step = list(setup_steps.steps(at))[1]
again = lambda: accounts.keep_first(account=new(Vendor.ALIYUN), is_tried=True, actor=head, at=at)
print(json.dumps({
    "is_tried": accounts.trial(Way.SMS).failure == "",
    "page": step.page,
    "lacks": step.lacks[0],
    "line": refused(lambda: accounts.line(Way.SMS)),
    "required": refused(lambda: accounts.require([Way.SMS])),
    "again": refused(again),
}))
"""


def _in_home(folder, program):
    """What a process in that home prints."""
    env = place.os.environ | {"SHOUMI_HOME": str(folder)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    order = [sys.executable, "-c", program]
    ended = subprocess.run(order, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
