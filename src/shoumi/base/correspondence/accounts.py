"""What the ways out rest on: the account at a vendor, the relay, and that a test message left.

The keys of an account go into the keyring and are shown to nobody again.  One that is set up with
the home is tried before there is a list of calls out (``attempt_first``); nothing leaves by it
until two people have let the vendor's host on that list.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from shoumi.base import clock
from shoumi.base.accounts import queries as people
from shoumi.base.correspondence.account_rules import New, require_fit
from shoumi.base.correspondence.channels.mail import MailLine
from shoumi.base.correspondence.channels.outcome import Broken, Line, Parcel
from shoumi.base.correspondence.channels.sink import Sink
from shoumi.base.correspondence.channels.sms import Account, SmsLine
from shoumi.base.correspondence.channels.text import Own, Text
from shoumi.base.correspondence.channels.vendors import HOSTS, Vendor
from shoumi.base.correspondence.errors import (
    AccountThere,
    NoSuchAccount,
    NotSetUp,
    NotTried,
    TrialFailed,
    VendorRefused,
)
from shoumi.base.correspondence.events import Tag
from shoumi.base.correspondence.models import SmsAccount, Trial
from shoumi.base.correspondence.rules import Occasion, State, Way
from shoumi.base.egress import http_client
from shoumi.base.egress import queries as egress
from shoumi.base.egress.errors import CallFailed, HostNotAllowed
from shoumi.base.ledger import writer
from shoumi.base.outbox import smtp
from shoumi.base.outbox.smtp import Relay
from shoumi.base.vault import secrets
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.letters.choice import Place
from shoumi.core.letters.request_signatures import Keys
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

KEEPERS = (Role.SEC, Role.OPS)
_DUTIES = ("3.2",)
# Tests hand in lines of their own; no setting changes it.
Lines = Callable[[Way], Line]


def keep(*, account: New, actor: Ref, at: datetime) -> SmsAccount:
    """Use this account from now on, in place of the one before, whatever its vendor.

    Raises:
        NotPermitted: the actor is neither security nor operations.
        AccountUnfit
        HostNotAllowed: two people let the vendor's host on the list of calls out first.
        NotSetUp and the other refusals of the keyring
    """
    people.require(actor, at, *KEEPERS)
    require_fit(account)
    egress.allowed(f"https://{HOSTS[account.vendor]}/")
    return _kept(account, actor, at)


def keep_first(*, account: New, is_tried: bool, actor: Ref, at: datetime) -> SmsAccount:
    """Keep what the set-up page was told, with the home; ``is_tried``: a test message left by it.

    Raises:
        NotPermitted: the actor is not the head.
        AccountUnfit
        AccountThere: an account was set up before, and ``keep`` changes it.
        NotSetUp and the other refusals of the keyring
    """
    people.require(actor, at, Role.HEAD)
    require_fit(account)
    if SmsAccount.objects.exists():
        raise AccountThere
    made = _kept(account, actor, at)
    if is_tried:
        _note(Way.SMS, made.ref, None, actor, at)
    return made


def _kept(account: New, actor: Ref, at: datetime) -> SmsAccount:
    ref = Ref.new("smsaccount")
    pair = json.dumps([account.key_name, account.key_secret]).encode()
    # In the keyring before the row that names it, which may be rolled back.
    secrets.keep(ref, pair, at=at)
    with transaction.atomic():
        facts: dict[str, Value] = {"vendor": account.vendor}
        position = writer.record(Event(Tag.ACCOUNT, actor, ref, at, facts, _DUTIES)).position
        before = SmsAccount.objects.filter(ended_at=None)
        over = list(before.values_list("ref", flat=True))
        before.update(ended_at=at)
        made = SmsAccount.objects.create(
            ref=ref,
            vendor=account.vendor,
            sign_name=account.sign_name,
            app=account.app,
            notice_template=account.notice_template,
            reminder_template=account.reminder_template,
            incident_template=account.incident_template,
            made_at=at,
            position=position,
        )
    for one in over:
        secrets.forget(Ref(one))
    return made


def current() -> SmsAccount | None:
    return SmsAccount.objects.filter(ended_at=None).first()


def _usable() -> Account:
    """
    Raises:
        NoSuchAccount
        NoKey, WillNotOpen and the other refusals of the keyring
    """
    row = current()
    if row is None:
        raise NoSuchAccount
    name, secret = json.loads(secrets.read(Ref(row.ref)).reveal())
    return _account(row, name, secret)


def _account(told: SmsAccount | New, name: str, secret: str) -> Account:
    return Account(
        Vendor(told.vendor),
        told.sign_name,
        told.app,
        told.notice_template,
        told.reminder_template,
        Keys(name, secret),
        told.incident_template,
    )


def line(way: Way) -> Line:
    """What letters go by now: a file in a demo home, whatever is set up.

    Raises:
        NotSetUp, NoSuchAccount, Broken, HostNotAllowed
        RelayUnfit, PasswordInAddress, SecretExposed, NoEncryption
    """
    if way is Way.MAIL:
        _require_agreed()
    return _line(way)


def is_vendor_agreed(vendor: Vendor) -> bool:
    """Whether two people let its host on the list of calls out."""
    return egress.is_allowed(HOSTS[vendor])


def _line(way: Way) -> Line:
    if clock.is_demo():
        return Sink()
    if way is Way.SMS:
        account = _usable()
        _require_vendor(account.vendor)
        return SmsLine(account)
    relay = smtp.configured()
    if way is not Way.MAIL or relay is None:
        raise NotSetUp(way=way)
    return MailLine(relay)


def is_agreed(relay: Relay) -> bool:
    """Whether letters to customers may go by it: whoever runs the service named it, it is this
    machine, or two people let its host on the list of calls out.  One person alone may set a
    relay, and would have receipt codes and addresses sent wherever he likes.
    """
    return smtp.is_by_environment() or relay.is_loopback or egress.is_allowed(relay.host)


def _require_agreed() -> None:
    """
    Raises:
        HostNotAllowed: two people let the relay's host on the list of calls out first.
        RelayUnfit, PasswordInAddress, SecretExposed
    """
    relay = None if clock.is_demo() else smtp.configured()
    if relay is not None:
        _require_host(relay)


def _require_vendor(vendor: Vendor) -> None:
    if not is_vendor_agreed(vendor):
        raise HostNotAllowed(host=HOSTS[vendor])


def _require_host(relay: Relay) -> None:
    if not is_agreed(relay):
        raise HostNotAllowed(host=relay.host)


def require_line(opened: Line) -> None:
    """Of a line that stands open: letters may still go by it.  One of text messages asks at each
    call itself.

    Raises:
        HostNotAllowed: the host was taken off the list of calls out.
    """
    if isinstance(opened, MailLine):
        _require_host(opened.relay)


def set_up(way: Way) -> str:
    """Which set-up a way rests on, for a trial to name; empty where it has none.

    Raises:
        RelayUnfit, PasswordInAddress, SecretExposed
    """
    if way is Way.SMS:
        row = current()
        return row.ref if row else ""
    relay = smtp.configured()
    told = f"{relay.host} {relay.port} {relay.user} {relay.sender}" if relay else ""
    return hashlib.sha256(told.encode()).hexdigest() if told else ""


def trial(way: Way) -> Trial | None:
    """The last test message by the set-up of now."""
    return Trial.objects.filter(way=way, of=set_up(way)).first()


def require(ways: Collection[Way]) -> None:
    """
    Raises:
        NotSetUp: a way has no relay, or no account.
        NotTried: no test message left by it.
        HostNotAllowed: as ``line``.
    """
    if clock.is_demo():
        return
    for way in ways:
        if way is Way.POST:
            continue
        if not set_up(way):
            raise NotSetUp(way=way)
        tried = trial(way)
        if tried is None or tried.failure:
            raise NotTried(way=way)
        if way is Way.MAIL:
            _require_agreed()
        elif (row := current()) is not None:
            _require_vendor(Vendor(row.vendor))


_TEXT = Text(
    subject="守密试发 Test message",
    greeting="这是一条试发的消息。",
    lead="收到它，说明寄送渠道已经接通。",
    parts=(),
    how="This is a test message: the way of sending works.",
    code_words="",
    closing=(),
)


def attempt(*, way: Way, to: str, actor: Ref, at: datetime, lines: Lines = _line) -> Trial:
    """Send a test message to ``to``, an address of who asks, kept nowhere; how it went is.

    Outside every transaction.

    Raises:
        NotPermitted, NotSetUp, NoSuchAccount
        TrialFailed, and what a line refuses: it did not leave; that is on record too.
    """
    people.require(actor, at, *KEEPERS)
    of = set_up(way)
    if not of and not clock.is_demo():
        raise NotSetUp(way=way)
    failure: DomainError | None = None
    try:
        _carry(way, to, at, lines)
    except DomainError as error:
        failure = error
    made = _note(way, of, failure, actor, at)
    if failure is not None:
        raise failure
    return made


@transaction.atomic
def _note(way: Way, of: str, failure: DomainError | None, actor: Ref, at: datetime) -> Trial:
    """Which set-up was tried when, and what came of it."""
    facts: dict[str, Value] = {"way": way, "failed": failure is not None}
    position = writer.record(Event(Tag.TRIED, actor, actor, at, facts, _DUTIES)).position
    code = failure.code if failure else ""
    made, _ = Trial.objects.update_or_create(
        way=way, defaults={"of": of, "at": at, "failure": code, "position": position}
    )
    return made


def attempt_first(*, account: New, to: str, at: datetime) -> None:
    """Send a test message to ``to`` by what the visitor of the set-up page typed: no home yet, and
    no database is asked.

    Raises:
        AccountUnfit
        TrialFailed, and what a call out refuses: it did not leave.
    """
    require_fit(account)
    used = _account(account, account.key_name, account.key_secret)
    _carry(Way.SMS, to, at, lambda _: SmsLine(used, http_client.call_before_home))


def _carry(way: Way, to: str, at: datetime, lines: Lines) -> None:
    """In words of a trial: nothing waits to be sent again."""
    opened = lines(way)
    try:
        parcel = Parcel(
            Ref.new("letter"),
            Place(way, to),
            _TEXT,
            Own("TEST", ""),
            Occasion.NOTICE,
            at,
            lambda: None,
        )
        outcome = opened.send(parcel)
    except VendorRefused as error:
        raise TrialFailed(answer=error.facts["answer"]) from error
    except Broken as error:
        if isinstance(error.__cause__, CallFailed):
            raise error.__cause__ from None
        raise TrialFailed(answer=error.facts["failure"]) from error
    finally:
        opened.close()
    if outcome.state is not State.SENT:
        raise TrialFailed(answer=outcome.failure)
