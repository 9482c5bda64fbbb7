"""An address is given, tried by a code, and only then told anything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.services import NotActive
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.inbox import calendar_links, errors, mailboxes, replays, rules
from shoumi.base.inbox.events import Tag
from shoumi.base.inbox.models import CalendarLink, Mailbox
from shoumi.base.inbox.rules import Digest, Language
from shoumi.base.inbox.tests.boxes import ADDRESS, NOW, code, confirm, confirmed, give, sent
from shoumi.base.ledger import reader
from shoumi.base.outbox import resolvers
from shoumi.base.outbox.errors import AddressUnfit
from shoumi.base.outbox.rules import Channel
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def house():
    made = House()
    made.clerk = made.staff(Role.OPS)
    return made


def resolved(to, at=AT):
    return resolvers.resolve(Ref(to), Channel.EMAIL, at)


def test_nothing_is_told_an_address_before_its_code_came_back(house):
    box = give(house.clerk, AT)
    assert resolved(house.clerk) is None
    (mail,) = sent()
    assert (mail.to, resolved(mail.to)) == (box.ref, ADDRESS)
    confirm(house.clerk, AT)
    assert resolved(house.clerk) == ADDRESS
    # The code's own way is shut: whatever waits there has no use any more.
    assert resolved(box.ref) is None


def test_what_is_confirmed_is_told_at_once_and_each_working_morning(house):
    box = confirmed(house.clerk, AT)
    assert (box.at_once_since, rules.digest_of(box.digest_at)) == (AT, Digest.AT_0830)


@pytest.mark.parametrize("how", [str.lower, lambda text: f" {text.replace('-', ' ')} "])
def test_a_code_is_typed_in_any_way(house, how):
    give(house.clerk, AT)
    assert confirm(house.clerk, AT, typed=how(code())).confirmed_at == AT


def test_a_code_is_good_for_a_day_and_for_its_own_address_alone(house):
    give(house.clerk, AT)
    first = code()
    with pytest.raises(errors.CodeOver):
        confirm(house.clerk, AT, real_at=NOW + rules.CODE_VALID)
    other = give(house.clerk, AT, address="other@house.example")
    with pytest.raises(errors.CodeWrong):
        confirm(house.clerk, AT, typed=first)
    assert resolved(sent()[0].to) is None
    assert resolved(other.ref) == "other@house.example"


def test_guessing_ends_after_ten_tries_and_a_new_code_begins_anew(house):
    give(house.clerk, AT)
    right = code()
    for _ in range(rules.MOST_TRIES):
        with pytest.raises(errors.CodeWrong):
            confirm(house.clerk, AT, typed="ZZZZ-ZZZZ")
    with pytest.raises(errors.CodeOver):
        confirm(house.clerk, AT, typed=right)
    mailboxes.send_again(actor=house.clerk, at=AT, real_at=NOW)
    with pytest.raises(errors.CodeWrong):
        confirm(house.clerk, AT, typed=right)
    assert confirm(house.clerk, AT).confirmed_at


def test_nobodys_mailbox_is_filled_with_codes(house):
    give(house.clerk, AT)
    for _ in range(rules.MOST_CODES - 1):
        mailboxes.send_again(actor=house.clerk, at=AT, real_at=NOW)
    with pytest.raises(errors.TooManyCodes):
        mailboxes.send_again(actor=house.clerk, at=AT, real_at=NOW)
    with pytest.raises(errors.TooManyCodes):
        give(house.clerk, AT, address="other@house.example")
    assert len(sent()) == rules.MOST_CODES
    mailboxes.send_again(actor=house.clerk, at=AT, real_at=NOW + DAY)


def test_who_may_invite_gives_anothers_address_and_nobody_else(house):
    give(house.clerk, AT, actor=house.dpo)
    with pytest.raises(NotPermitted):
        give(house.dpo, AT, actor=house.clerk)
    with pytest.raises(NotPermitted):
        mailboxes.remove(person=house.dpo, actor=house.clerk, at=AT)
    mailboxes.remove(person=house.clerk, actor=house.dpo, at=AT)
    with pytest.raises(errors.NoMailbox):
        mailboxes.remove(person=house.clerk, actor=house.dpo, at=AT)


def test_a_new_address_takes_the_place_of_the_old_one_and_is_confirmed_again(house):
    confirmed(house.clerk, AT)
    with pytest.raises(errors.SameAddress):
        give(house.clerk, AT)
    with pytest.raises(errors.AlreadyConfirmed):
        mailboxes.send_again(actor=house.clerk, at=AT, real_at=NOW)
    with pytest.raises(errors.AlreadyConfirmed):
        confirm(house.clerk, AT)
    box = give(house.clerk, AT, address="other@house.example")
    assert (box.confirmed_at, box.at_once_since, box.digest_at) == (None, None, None)
    assert resolved(house.clerk) is None


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b", "a@b.example, c@d.example", "A <a@b.example>", "a@b.example\nx"],
)
def test_only_one_plain_address_is_taken(house, address):
    with pytest.raises(AddressUnfit):
        give(house.clerk, AT, address=address)
    assert not Mailbox.objects.exists()


def test_a_person_is_added_with_an_address_or_without(house):
    times = {"actor": house.dpo, "at": AT, "real_at": NOW}
    with_one = mailboxes.enrol(name="白示例", kind=Kind.STAFF, address=ADDRESS, **times)
    mailboxes.enrol(name="黑示例", kind=Kind.STAFF, **times)
    assert [box.person_id for box in Mailbox.objects.all()] == [with_one.ref]
    with pytest.raises(AddressUnfit):
        mailboxes.enrol(name="灰示例", kind=Kind.STAFF, address="nobody", **times)
    assert not Mailbox.objects.filter(person__name="灰示例").exists()


def test_what_is_sent_is_chosen_once_the_address_is_confirmed(house):
    wanted = {"digest": Digest.NONE, "language": Language.EN, "actor": house.clerk}
    with pytest.raises(errors.NoMailbox):
        mailboxes.choose(at_once=True, at=AT, **wanted)
    give(house.clerk, AT)
    with pytest.raises(errors.NotConfirmed):
        mailboxes.choose(at_once=True, at=AT, **wanted)
    confirm(house.clerk, AT)
    box = mailboxes.choose(at_once=True, at=AT + HOUR, **wanted)
    assert (box.at_once_since, box.digest_at, box.language) == (AT, None, "en")
    assert mailboxes.choose(at_once=False, at=AT + HOUR, **wanted).at_once_since is None
    assert mailboxes.choose(at_once=True, at=AT + DAY, **wanted).at_once_since == AT + DAY


def test_no_entry_of_the_ledger_has_the_address_in_it(house):
    confirmed(house.clerk, AT)
    mailboxes.remove(person=house.clerk, actor=house.clerk, at=AT)
    told = [entry.line() for entry in reader.entries()]
    own = [line for line in told if line.tag in set(Tag)]
    assert [line.tag for line in own] == [Tag.GIVEN, Tag.CONFIRMED, Tag.REMOVED]
    assert not [line for line in told if "chen" in str(line) or "example" in str(line.facts)]


def test_nothing_is_kept_of_who_has_left_and_nothing_sent(house):
    confirmed(house.clerk, AT)
    calendar_links.make(language=Language.ZH, actor=house.clerk, at=AT)
    accounts.retire(person=house.clerk, actor=house.dpo, at=AT)
    assert resolved(house.clerk) is None
    with pytest.raises(NotActive):
        give(house.clerk, AT, actor=house.dpo)
    assert mailboxes.forget_left(at=AT) == 1
    assert not Mailbox.objects.exists()
    assert not CalendarLink.objects.exists()
    assert mailboxes.forget_left(at=AT) == 0


class Told:
    def __init__(self, line):
        self.line = line


@pytest.mark.parametrize(
    ("does", "address", "link"),
    [
        (lambda one: give(one, AT, address="other@house.example"), False, True),
        (lambda one: mailboxes.remove(person=one, actor=one, at=AT), False, True),
        (lambda one: calendar_links.make(language=Language.ZH, actor=one, at=AT), True, False),
        (lambda one: calendar_links.revoke(actor=one, at=AT), True, False),
    ],
)
def test_what_ended_after_a_copy_is_without_use_in_the_copy(house, does, address, link):
    confirmed(house.clerk, AT)
    calendar_links.make(language=Language.ZH, actor=house.clerk, at=AT)
    kept = [*Mailbox.objects.all(), *CalendarLink.objects.all()]
    does(house.clerk)
    newest = [entry.line() for entry in reader.entries() if entry.line().tag in set(Tag)][-1]
    Mailbox.objects.all().delete()
    CalendarLink.objects.all().delete()
    for row in kept:
        row.save(force_insert=True)
    assert replays.of_events()[newest.tag](Told(newest))
    assert (Mailbox.objects.exists(), CalendarLink.objects.exists()) == (address, link)


def test_what_was_turned_off_after_a_copy_stays_off(house):
    confirmed(house.clerk, AT)
    mailboxes.choose(
        at_once=False, digest=Digest.NONE, language=Language.ZH, actor=house.clerk, at=AT
    )
    line = [entry.line() for entry in reader.entries() if entry.line().tag == Tag.CHOSEN][-1]
    Mailbox.objects.update(at_once_since=AT, digest_at=rules.MORNING)
    replays.of_events()[Tag.CHOSEN](Told(line))
    box = Mailbox.objects.get()
    assert (box.at_once_since, box.digest_at) == (None, None)
