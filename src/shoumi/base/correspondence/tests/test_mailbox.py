"""The mailbox of reports: read once, looked at only, from where it was left."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shoumi.base.correspondence import mailbox
from shoumi.base.correspondence.card import card
from shoumi.base.correspondence.channels.outcome import Broken
from shoumi.base.correspondence.errors import MailboxUnfit
from shoumi.base.correspondence.models import Batch, Letter, MailboxMark
from shoumi.base.correspondence.rules import Occasion, State, Way
from shoumi.base.correspondence.tests.imap_server import Mails, bounced, holding
from shoumi.base.outbox.errors import SecretExposed
from shoumi.base.registry import PathKind
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 9, 21, 1, tzinfo=UTC)


@pytest.fixture
def password(tmp_path):
    file = tmp_path / "password"
    file.write_text("right\n")
    file.chmod(0o600)
    return str(file)


@pytest.fixture
def sent():
    batch = Batch.objects.create(
        ref=Ref.new("batch"),
        about="camp-a",
        deal="deal-a",
        occasion=Occasion.NOTICE,
        ways="mail",
        task="task-a",
        actor="person-a",
        queued_at=AT,
        position=1,
    )

    def make(state=State.SENT):
        return Letter.objects.create(
            ref=Ref.new("letter"),
            batch=batch,
            about="camp-a",
            to=Ref.new("sub"),
            occasion=Occasion.NOTICE,
            way=Way.MAIL,
            state=state,
            sent_at=AT,
        )

    return make


def box(port, password, **more):
    return mailbox.parse(f"imap://notice@127.0.0.1:{port}/INBOX", password)


def state(letter):
    return Letter.objects.get(ref=letter.ref).state


def test_reports_are_taken_in_once_and_nothing_is_changed_in_the_mailbox(home, password, sent):
    lost, there, doubtful, left = sent(), sent(), sent(State.SENDING), sent()
    mails = Mails()
    mails.put(b"Subject: hello\r\n\r\nno report\r\n")
    mails.put(bounced(lost.ref))
    mails.put(bounced(there.ref, action="delivered", status="2.0.0", by_envelope=True))
    mails.put(bounced(doubtful.ref, action="delivered", status="2.0.0", by_envelope=True))
    mails.put(bounced(left.ref, action="delayed", status="4.4.1"))
    mails.put(bounced("letter-abcdefghijklmnop"))
    with holding(mails) as port:
        assert mailbox.collect(box(port, password), at=AT) == 3
        assert mailbox.collect(box(port, password), at=AT) == 0
        assert (state(lost), state(there)) == (State.BOUNCED, State.DELIVERED)
        assert (state(doubtful), state(left)) == (State.DELIVERED, State.SENT)
        late = bounced(there.ref)
        mails.put(late)
        assert mailbox.collect(box(port, password), at=AT) == 1
        assert state(there) == State.BOUNCED
        mails.put(bounced(lost.ref, action="delivered", by_envelope=True))
        assert mailbox.collect(box(port, password), at=AT) == 0
        assert state(lost) == State.BOUNCED, "what came back came back"
    assert mails.changes == []
    assert not Letter.objects.filter(ref=lost.ref, is_noted=True).exists()


def test_where_the_server_counts_anew_all_is_read_again(home, password, sent):
    one = sent()
    mails = Mails()
    mails.put(bounced(one.ref))
    with holding(mails) as port:
        mailbox.collect(box(port, password), at=AT)
        Letter.objects.update(state=State.SENT)
        mails.validity, mails.mails = 8, {1: mails.mails[101]}
        assert mailbox.collect(box(port, password), at=AT) == 1
    assert (MailboxMark.objects.get().validity, MailboxMark.objects.get().uid) == (8, 1)


def test_a_wrong_password_and_a_server_that_is_away_are_told(home, password, tmp_path):
    with holding(Mails(password="other")) as port, pytest.raises(Broken):
        mailbox.collect(box(port, password), at=AT)
    with pytest.raises(Broken):
        mailbox.collect(box(port, password), at=AT)


@pytest.mark.parametrize(
    "url",
    [
        "imap://notice@mail.example/INBOX",
        "imaps://mail.example/INBOX",
        "imaps://notice:secret@mail.example/INBOX",
        "imaps://notice@mail.example/IN%22BOX",
        "https://notice@mail.example/INBOX",
        "imaps://notice@mail.example:port/INBOX",
    ],
)
def test_an_address_that_names_no_mailbox_is_refused(url):
    with pytest.raises(MailboxUnfit):
        mailbox.parse(url)


def test_a_mailbox_is_read_from_its_address(password, tmp_path):
    found = mailbox.parse("imaps://a%40b@mail.example", password)
    assert (found.host, found.port, found.user) == ("mail.example", 993, "a@b")
    assert (found.folder, found.is_encrypted) == ("INBOX", True)
    assert "right" not in repr(found)
    with pytest.raises(SecretExposed):
        mailbox.parse("imaps://a@mail.example", str(tmp_path / "none"))


def paths_of(monkeypatch, url):
    monkeypatch.setenv("SHOUMI_IMAP_URL", url)
    monkeypatch.delenv("SHOUMI_IMAP_PASSWORD_FILE", raising=False)
    return [one for one in card.paths() if one.kind is PathKind.MAIL]


def test_the_mailbox_is_a_connection_that_is_tried_unless_it_is_of_this_machine(monkeypatch):
    (path,) = paths_of(monkeypatch, "imaps://house@mail.example/INBOX")
    assert (path.host, path.port, path.is_plain) == ("mail.example", 993, False)
    assert paths_of(monkeypatch, "imap://house@127.0.0.1/INBOX") == []
    assert paths_of(monkeypatch, "imap://house@mail.example/INBOX") == []
