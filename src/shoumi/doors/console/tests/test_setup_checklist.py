"""Today leads a new house to its first open deal, and says no more of it then."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from shoumi.base import registry
from shoumi.base.accounts import services as grants
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.rules import REQUEST_VALID
from shoumi.base.accounts.setup_steps import needed
from shoumi.base.attestations.models import Attestation
from shoumi.base.clock import home
from shoumi.base.correspondence import accounts
from shoumi.base.correspondence.channels.vendors import HOSTS, Vendor
from shoumi.base.correspondence.models import SmsAccount, Trial
from shoumi.base.correspondence.rules import Way
from shoumi.base.deals.models import MilestoneState
from shoumi.base.egress.tests.https_server import allowed
from shoumi.base.messages import names
from shoumi.base.outbox import relay_settings
from shoumi.base.outbox.smtp import Relay
from shoumi.base.signin import enrolment, queries, rules
from shoumi.base.tests import authenticated
from shoumi.base.transport import server_address
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
HEADING, INTAKE = "从这里到第一笔转让", "打开里程碑“意向登记”"


@pytest.fixture
def new(house):
    """As it was before its deal got anywhere."""
    stages = (DealStage.INTAKE, DealStage.MANDATE, DealStage.INVENTORY)
    authenticated.change(
        MilestoneState.objects.filter(code__in=stages), state=Standing.WAITING, done_at=None
    )
    return house


def shown(house, name=people.DPO):
    """What, what it lacks and who or where, of each step."""
    text = signed_in(house[name]).get("/").content.decode()
    listed = text.partition(HEADING)[2].partition("</ol>")[0]
    return re.findall(r"<li.*?</li>", listed, re.DOTALL)


def step(house, words, name=people.DPO):
    (found,) = (one for one in shown(house, name) if words in one)
    return found


def steps_of(slug, at):
    (found,) = (list(card.setup(at)) for card in registry.cards() if card.slug == slug)
    return found


def test_it_goes_once_an_inventory_is_open(new):
    assert shown(new)
    authenticated.change(
        MilestoneState.objects.filter(code=DealStage.INVENTORY), state=Standing.OPEN
    )
    assert shown(new) == []


def test_each_step_says_what_it_lacks_and_who_does_it(new):
    intake = step(new, INTAKE)
    assert f"归档{names.of(FilingKind.NOTICE_17, 'zh')}" in intake
    assert "转让顾问" in intake
    assert "href" not in intake


def test_whose_step_it_is_gets_the_way_there(new):
    page = reverse("deal", kwargs={"deal": new.deal})
    assert f'href="{page}"' in step(new, INTAKE, people.CONSULTANT)


def test_what_is_done_is_counted_and_asks_for_nothing_more(new):
    policy = step(new, "发布隐私政策")
    assert "做完了" in policy
    assert "还没有生效的政策" not in policy
    text = signed_in(new.dpo).get("/").content.decode()
    every = shown(new)
    assert f"共 {len(every)} 步，做完 {sum('做完了' in one for one in every)} 步" in text


def test_a_statement_that_is_missing_names_its_demand(new):
    assert "做完了" in step(new, "员工接触个人信息的角色")
    Attestation.objects.filter(duty="4.1").delete()
    assert "4.1" in step(new, "员工接触个人信息的角色")
    assert "人事" in step(new, "员工接触个人信息的角色")


def test_roles_that_nobody_holds_are_named(new):
    (found,) = steps_of("accounts", new.at)
    assert found.is_done
    Grant.objects.filter(role=Role.CON).delete()
    (found,) = steps_of("accounts", new.at)
    assert not found.is_done
    assert "转让顾问" in found.lacks[0]
    assert "法务" not in found.lacks[0]


def test_the_roles_asked_for_are_those_a_deal_needs_before_its_customers():
    assert {Role.CON, Role.LEG, Role.HEAD, Role.DPO, Role.HR, Role.OPS} <= set(needed())
    assert not {Role.TR, Role.TE, Role.FIN, Role.MKT} & set(needed())


def test_a_real_house_is_told_of_its_relay_and_its_name(new, monkeypatch):
    monkeypatch.setattr(home, "kind", lambda: home.Kind.REAL)
    (mail, sms), (site,) = steps_of("correspondence", new.at), steps_of("transport", new.at)
    assert not mail.is_done
    assert not sms.is_done
    assert (mail.page, sms.page) == ("settings", "channels")
    assert not site.is_done
    assert "systemctl restart" in site.lacks[0]
    monkeypatch.setenv("SHOUMI_SMTP_URL", "no relay")
    assert "SHOUMI_SMTP_URL" in mail_step(new).lacks[0]
    monkeypatch.setenv("SHOUMI_SMTP_URL", "smtp://relay.example:587?from=house@house.example")
    assert "还没有试发" in mail_step(new).lacks[0]
    tried(Way.MAIL)
    server_address.write_down("127.0.0.1", ["house.example"])
    assert mail_step(new).is_done
    assert steps_of("transport", new.at)[0].is_done


def tried(way):
    """As if a test message had left by what is set up now."""
    of = accounts.set_up(way)
    told = {"of": of, "at": datetime.now(UTC), "failure": "", "position": 0}
    Trial.objects.update_or_create(way=way, defaults=told)


def mail_step(house):
    return steps_of("correspondence", house.at)[0]


def sms_step(house):
    return steps_of("correspondence", house.at)[1]


def test_a_relay_that_one_person_set_waits_for_two_and_for_a_test_that_went_well(new, monkeypatch):
    monkeypatch.setattr(home, "kind", lambda: home.Kind.REAL)
    relay = Relay(host="relay.example", port=587, sender="a@house.example")
    relay_settings.keep(relay, actor=new[people.HEAD], at=new.at)
    tried(Way.MAIL)
    assert (mail_step(new).page, mail_step(new).is_done) == ("egress", False)
    assert "relay.example" in mail_step(new).lacks[0]
    monkeypatch.setenv("SHOUMI_SMTP_URL", "smtp://relay.example:587?from=a@house.example")
    tried(Way.MAIL)
    assert mail_step(new).is_done
    Trial.objects.update(failure="letters.not_set_up")
    assert (mail_step(new).page, mail_step(new).is_done) == ("channels", False)
    assert "没有成" in mail_step(new).lacks[0]


def test_text_messages_are_done_once_one_was_tried_and_their_host_is_on_the_list(new, monkeypatch):
    monkeypatch.setattr(home, "kind", lambda: home.Kind.REAL)
    SmsAccount.objects.create(ref="smsaccount-a", vendor="aliyun", made_at=new.at, position=1)
    assert (sms_step(new).page, sms_step(new).is_done) == ("egress", False)
    asker = new[people.SECURITY]
    allowed(HOSTS[Vendor.ALIYUN], asker=asker, approver=new.dpo, at=new.at)
    assert "还没有试发" in sms_step(new).lacks[0]
    tried(Way.SMS)
    assert sms_step(new).is_done


def test_a_real_house_waits_for_who_cannot_sign_in_yet(new, monkeypatch):
    monkeypatch.setattr(home, "kind", lambda: home.Kind.REAL)
    head = new[people.HEAD]
    (found,) = steps_of("signin", new.at)
    assert found.lacks[0].startswith("还没有邀请：")
    assert people.HEAD in found.lacks[0]
    assert (found.is_waiting, found.page) == (False, "people")
    access = queries.access
    _can(monkeypatch, access, new.dpo)
    enrolment.invite(person=head, actor=new.dpo, at=new.at, real_at=new.at)
    (found,) = steps_of("signin", new.at)
    assert found.lacks[0] == f"已邀请，等其登录：{people.HEAD}"
    assert (found.is_waiting, found.button[0]) == (True, "再发一次")
    assert (found.page, dict(found.of)) == ("act-invite", {"person": head})
    (late,) = steps_of("signin", new.at + rules.LINK_VALID)
    assert (late.is_waiting, late.button[0]) == (False, "再发一次")
    assert "邀请过期了" in late.lacks[0]
    _can(monkeypatch, access, new.dpo, head)
    assert steps_of("signin", new.at)[0].is_done


def _can(monkeypatch, access, *people):
    """As if these had a way to sign in."""

    def told(found, *, real_at):
        return {**access(found, real_at=real_at), **dict.fromkeys(people, rules.Access.CAN)}

    monkeypatch.setattr(queries, "access", told)


def test_a_role_that_was_asked_for_is_not_told_as_one_that_nobody_holds(new):
    for grant in Grant.objects.filter(role__in=(Role.CON, Role.LEG), until=None):
        grants.revoke(grant=Ref(grant.ref), actor=new.dpo, at=new.at)
    asked = {"role": Role.CON, "actor": new.dpo, "at": new.at}
    grants.request_grant(person=new[people.CONSULTANT], **asked)
    (found,) = steps_of("accounts", new.at)
    assert (
        found.lacks[0] == "还没人担任：法务。一人申请，另一人批准；已申请，等另一人批准：转让顾问"
    )
    assert not found.is_waiting
    grants.request_grant(person=new[people.LEGAL], **(asked | {"role": Role.LEG}))
    (found,) = steps_of("accounts", new.at)
    assert found.lacks[0].startswith("已申请，等另一人批准：")
    assert "还没人担任" not in found.lacks[0]
    assert (found.is_waiting, found.is_done) == (True, False)
    assert "等着" in step(new, "登记人员，授予岗位")
    (late,) = steps_of("accounts", new.at + REQUEST_VALID)
    assert late.lacks[0].startswith("还没人担任：")


def test_a_new_house_begins_with_the_list_and_its_shut_doors_are_one_line(new):
    text = signed_in(new.dpo).get("/").content.decode()
    assert f"<h1>{HEADING}</h1>" in re.sub(r">\s+|\s+<", lambda one: one.group().strip(), text)
    before, _, folded = text.partition('<details class="card section-tight">')
    assert "扇门关着" not in before
    assert "disc-name" not in before
    line, _, rest = folded.partition("</summary>")
    assert "还没有建好" in line
    assert "disc-name" in rest.partition("</details>\n")[0] or "disc-name" in rest
    authenticated.change(
        MilestoneState.objects.filter(code=DealStage.INVENTORY), state=Standing.OPEN
    )
    text = signed_in(new.dpo).get("/").content.decode()
    assert "还没有建好" not in text
    assert "扇门关着" in text.partition("</h1>")[0]
