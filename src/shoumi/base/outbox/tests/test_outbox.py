from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.smtp import AuthResult
from django.db import IntegrityError, transaction

from shoumi.base.clock import home as homes
from shoumi.base.jobs import cron, server_time
from shoumi.base.jobs.models import Job
from shoumi.base.jobs.models import State as JobState
from shoumi.base.jobs.worker import run_worker
from shoumi.base.ledger import reader
from shoumi.base.outbox import delivery, queries, resolvers, services, sink
from shoumi.base.outbox.errors import AlreadyQueued, CarriesIdentifier, SubjectUnfit
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import State
from shoumi.base.outbox.services import Draft
from shoumi.base.outbox.tests.relays import NAME, Inbox, certificate, relay
from shoumi.core.errors import Refused
from shoumi.core.refs import SYSTEM, Ref

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime.now(UTC)  # each test has its own: jobs ask the clock
ANNA, DEAL = Ref("sub-anna"), Ref("deal-1")


@pytest.fixture(autouse=True)
def plans(monkeypatch):
    monkeypatch.setattr(cron, "_plans", {})
    monkeypatch.setitem(globals(), "AT", datetime.now(UTC))


@pytest.fixture
def through(monkeypatch):
    """Send through a relay on this port, under this name."""

    def configure(port, host="localhost"):
        url = f"smtp://{host}:{port}?from=privacy@platform.example"
        monkeypatch.setenv("SHOUMI_SMTP_URL", url)

    return configure


def queue(
    to=ANNA,
    subject_line="股东变更告知：云岚虚构家政",
    body="您好，请查看：\nhttps://platform.example/r/1\n",
    **more,
):
    return services.queue(to=to, subject_line=subject_line, body=body, actor=SYSTEM, at=AT, **more)


def work():
    return run_worker(now=lambda: AT, once=True)


def again():
    Job.objects.update(run_after=server_time.now() - timedelta(seconds=1))
    return work()


def states():
    return [
        State(state) for state in Message.objects.order_by("ref").values_list("state", flat=True)
    ]


def test_a_mail_with_a_chinese_subject_goes_through_a_real_relay(through, addresses):
    inbox = Inbox()
    with relay(inbox) as port:
        through(port)
        message = queue()
        work()
    [mail] = inbox.mails
    assert inbox.recipients == [["anna@customers.example"]]
    assert mail["Subject"] == "股东变更告知：云岚虚构家政"
    assert mail["From"] == "privacy@platform.example"
    assert mail["To"] == "anna@customers.example"
    assert mail["Message-ID"] == f"<{message.ref}@platform.example>"
    lines = mail.get_content().splitlines()
    assert lines == ["您好，请查看：", "https://platform.example/r/1"]
    assert states() == [State.SENT]


def test_nothing_goes_out_before_the_change_is_committed(through, addresses):
    inbox = Inbox()
    with relay(inbox) as port:
        through(port)
        with transaction.atomic():
            queue()
            assert inbox.mails == []
            transaction.set_rollback(True)
        work()
    assert inbox.mails == []
    assert not Message.objects.exists()


def test_what_was_sent_keeps_its_digest_and_not_its_text(home):
    message = queue()
    work()
    kept = Message.objects.get()
    assert kept.body == ""
    assert kept.body_sha256 == message.body_sha256
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(body="kept after all")


def test_without_a_relay_mails_are_written_to_files_without_an_address(home):
    message = queue()
    work()
    file = sink.file_of(Ref(message.ref))
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert mail["Subject"] == "股东变更告知：云岚虚构家政"
    assert mail["X-Recipient"] == ANNA
    assert b"customers.example" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert states() == [State.SUNK]


def test_a_demo_home_sends_nothing_whatever_is_configured(home, through, addresses):
    homes.create(homes.Kind.DEMO)
    inbox = Inbox()
    with relay(inbox) as port:
        through(port)
        queue()
        work()
    assert inbox.mails == []
    assert states() == [State.SUNK]


def test_a_home_of_unknown_kind_sends_nothing(home, through, addresses):
    (home / "home.toml").write_text("kind = 'unheard of'")
    inbox = Inbox()
    with relay(inbox) as port:
        through(port)
        queue()
        work()
    assert inbox.mails == []
    assert states() == [State.QUEUED]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"subject_line": "通知\r\nBcc: everyone@customers.example"}, SubjectUnfit),
        ({"body": "您的手机号 154 0000 0111"}, CarriesIdentifier),
        ({"subject_line": "致 990000199001011116"}, CarriesIdentifier),
    ],
)
def test_what_may_not_go_out_is_not_queued(changes, error):
    with pytest.raises(error):
        queue(**changes)
    assert not Message.objects.exists()
    assert reader.size() == 0


@pytest.mark.parametrize(
    "address",
    ["anna@customers.example,bert@customers.example", "anna@customers.example\r\nBcc: b@c.example"],
)
def test_an_address_that_is_more_than_one_gets_nothing(through, addresses, address):
    addresses[ANNA] = address
    inbox = Inbox()
    with relay(inbox) as port:
        through(port)
        queue()
        work()
    assert inbox.mails == []
    assert states() == [State.UNDELIVERABLE]
    assert "customers" not in str(Message.objects.values())


def test_who_has_no_address_is_undeliverable(through, addresses):
    with relay(Inbox()) as port:
        through(port)
        queue(to=Ref("sub-bert"))
        work()
    assert states() == [State.UNDELIVERABLE]
    assert list(queries.given_up()) == list(Message.objects.all())


def test_what_the_gate_does_not_let_be_read_is_not_sent(through, addresses, monkeypatch):
    def refuse(to, channel, at):
        raise Refused

    monkeypatch.setitem(resolvers._resolvers, "sub", refuse)
    with relay(Inbox()) as port:
        through(port)
        queue()
        work()
    assert states() == [State.REFUSED]


def test_a_recipient_of_a_kind_nobody_knows_waits(through, addresses):
    with relay(Inbox()) as port:
        through(port)
        queue(to=Ref("ghost-1"))
        work()
    assert states() == [State.QUEUED]
    assert Message.objects.get().failure == "NoResolver"


@pytest.mark.parametrize(
    ("reply", "state"),
    [("550 no such user", State.UNDELIVERABLE), ("450 mailbox busy", State.QUEUED)],
)
def test_a_relay_that_refuses_for_good_or_for_now(through, addresses, reply, state):
    inbox = Inbox(reply)
    with relay(inbox) as port:
        through(port)
        queue()
        work()
        assert states() == [state]
        again()
    assert states() == [State.SENT if state is State.QUEUED else state]


def test_a_relay_that_is_away_is_tried_again(through, addresses):
    through(1)
    queue()
    work()
    assert Job.objects.get().state == JobState.READY
    inbox = Inbox()
    with relay(inbox) as port:
        through(port)
        again()
    assert states() == [State.SENT]
    assert len(inbox.mails) == 1


def test_a_message_that_never_gets_through_is_given_up(through, addresses, monkeypatch):
    monkeypatch.setattr(delivery, "MAX_ATTEMPTS", 2)
    with relay(Inbox("450 busy", "450 busy")) as port:
        through(port)
        queue()
        work()
        again()
    assert states() == [State.DEAD]
    assert Job.objects.get().state == JobState.DONE


@pytest.fixture
def elsewhere(monkeypatch):
    """``NAME`` is a machine that is not this one, though it answers here."""
    real = socket.getaddrinfo

    def lookup(host, *rest, **more):
        return real("127.0.0.1" if host == NAME else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


def test_a_relay_elsewhere_without_encryption_gets_nothing(through, addresses, elsewhere):
    inbox = Inbox()
    with relay(inbox) as port:
        through(port, NAME)
        queue()
        work()
    assert inbox.mails == []
    assert Job.objects.get().failures == ["shoumi.base.outbox.errors.NoEncryption"]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_relay_elsewhere_is_spoken_to_only_if_its_certificate_is_known(
    through, addresses, elsewhere, tmp_path, monkeypatch, is_known
):
    path, context = certificate(tmp_path)
    if is_known:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    inbox = Inbox()
    with relay(inbox, tls_context=context, require_starttls=True) as port:
        through(port, NAME)
        queue()
        work()
    assert len(inbox.mails) == is_known
    assert states() == [State.SENT if is_known else State.QUEUED]


def test_a_relay_that_encrypts_at_once(addresses, elsewhere, tmp_path, monkeypatch):
    path, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    inbox = Inbox()
    with relay(inbox, ssl_context=context) as port:
        address = f"smtps://{NAME}:{port}?from=privacy@platform.example"
        monkeypatch.setenv("SHOUMI_SMTP_URL", address)
        queue()
        work()
    assert len(inbox.mails) == 1


@pytest.mark.parametrize(("word", "state"), [("right", State.SENT), ("wrong", State.QUEUED)])
def test_a_relay_that_asks_for_a_password(addresses, elsewhere, tmp_path, monkeypatch, word, state):
    path, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    file = tmp_path / "password"
    file.write_text(word)
    file.chmod(0o600)
    monkeypatch.setenv("SHOUMI_SMTP_PASSWORD_FILE", str(file))

    def knows(server, session, envelope, mechanism, said):
        return AuthResult(success=said.password == b"right")

    asks = {"authenticator": knows, "auth_required": True, "tls_context": context}
    with relay(Inbox(), **asks) as port:
        address = f"smtp://mailer@{NAME}:{port}?from=privacy@platform.example"
        monkeypatch.setenv("SHOUMI_SMTP_URL", address)
        queue()
        work()
    assert states() == [state]


def test_many_messages_are_one_act_in_the_ledger(home):
    drafts = [
        Draft(Ref(f"sub-{n}"), "告知", f"请查看 https://platform.example/r/{n}") for n in range(450)
    ]
    with transaction.atomic():
        services.queue_many(drafts=drafts, actor=SYSTEM, at=AT, deal=DEAL)
    work()
    assert queries.counts(deal=DEAL)[State.SUNK] == 450
    entries = list(reader.entries())
    tags = [entry.line().tag for entry in entries]
    assert tags == ["messages.queued"] + ["messages.settled"] * 3
    job = Job.objects.get()
    assert (job.done, job.total) == (450, 450)
    told = b"".join(entry.body for entry in entries)
    assert b"sub-" not in told


def test_the_same_thing_is_not_told_twice(home):
    queue(key="notice-1")
    with pytest.raises(AlreadyQueued):
        queue(key="notice-1")
    assert Message.objects.count() == 1
    assert Job.objects.count() == 1


def test_who_is_forgotten_gets_nothing_and_leaves_nothing(home):
    sent = queue()
    work()
    waiting = queue()
    other = queue(to=Ref("sub-bert"))
    assert services.forget([ANNA]) == 2
    assert not sink.file_of(Ref(sent.ref)).exists()
    work()
    assert not sink.file_of(Ref(waiting.ref)).exists()
    assert sink.file_of(Ref(other.ref)).exists()
    assert [message.ref for message in Message.objects.all()] == [other.ref]


def test_two_apps_do_not_know_the_same_recipients(addresses):
    with pytest.raises(resolvers.ResolvedTwice):
        resolvers.register("sub", lambda *_: None)


def test_counts_of_one_batch(home):
    message = queue()
    queue()
    assert queries.counts(batch=Ref(message.batch))[State.QUEUED] == 1
    assert queries.counts()[State.QUEUED] == 2
