"""Somebody who wrote to the house and is destroyed: before, whoever has the keys finds that person
in every store of a request; after, in none, and what was sealed opens with no key that is left."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import contextmanager

import pytest

from shoumi.base.subjects import queries as subjects
from shoumi.base.vault import secrets
from shoumi.base.vault.models import KeptSecret
from shoumi.chapters.destruction.tests.house.destruction_run import carry_out, ordered
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.documents import data_package
from shoumi.chapters.feedback.models import (
    ChatLine,
    Communication,
    MailOut,
    Request,
    SealedFile,
)
from shoumi.chapters.feedback.queries import kept_texts
from shoumi.chapters.feedback.rules import FILES, Kind, Proof, Way
from shoumi.chapters.feedback.rules.enclosures import Enclosure
from shoumi.chapters.feedback.services import (
    answers,
    channels,
    chat_endings,
    chats,
    data_packages,
    enclosures,
    progress,
    sealed_files,
    texts,
)
from shoumi.chapters.feedback.services.errors import NoPackage
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.chapters.feedback.tests.mailbox_house import mail_house, written
from shoumi.core.refs import Ref
from shoumi.core.vault import blob
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import KEY_BYTES, SubjectKey
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import traces
from shoumi.doors.tests.house import person

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

CANARY = {
    "name": "虚构甲壹佰",
    "mobile": "15400771234",
    "address": "示例省虚构市金丝雀路七十七号",
    "email": "canary-77@people.example",
}
WORDS = "我住在示例省虚构市金丝雀路七十七号，请提供副本"
CALL = b"RIFF\x24\x00\x00\x00WAVEfmt a voice that says 15400771234"
PAPER = "证明：虚构甲壹佰，手机 15400771234".encode()


class Desk:
    """What ``mail_house`` asks of a desk, of the house as it is."""

    def __init__(self, house):
        self.house, self.head = house, house[people.HEAD]

    @property
    def at(self):
        return self.house.at


class Written:
    """The canary wrote a mail with a file, got a receipt, a copy and an answer; another wrote."""

    def __init__(self, house, mails):
        self.house, self.mails = house, mails
        house.at = max(house.at, house.at.replace(hour=3))  # a working hour in China, for the chat
        house.keep_many(5)
        (self.person,) = house.keep(person(77, **CANARY))
        self.other = mails.come(
            written("请查询", sender="li@people.example", name="李虚丁", number=9)
        )
        sender, name = CANARY["email"], CANARY["name"]
        mail = mails.come(
            written(WORDS, sender=sender, name=name, files=[("proof.txt", PAPER)], number=1)
        )
        self.request = Ref(mail.request)
        mails.send()
        given = {"request": self.request, "actor": house.dpo, "at": house.at}
        progress.assign(to=house.dpo, **given)
        progress.prove(proof=Proof.IN_PERSON, subject=self.person, **given)
        progress.note(text=f"{name}来过电话", **given)
        _, self.passphrase = data_packages.make(archive=data_package.archive, **given)
        enclosures.enclose(
            file=Enclosure.RECORDING, name="call.wav", content=CALL, is_told=True, **given
        )
        answers.reply(text=f"{name}您好，副本已备好", way=Way.MAIL, **given)
        self.chatted = self._chats()

    def _chats(self):
        """The canary came by chat before, which became a request of its own."""
        officer = {"actor": self.house.dpo, "at": self.house.at}
        channels.list_channel(way=Way.CHAT, contact="/ask/chat", **officer)
        who = Asker(CANARY["name"], CANARY["mobile"])
        made, _ = chats.open_chat(text=WORDS, who=who, lang="zh", at=self.house.at)
        chats.take(chat=Ref(made.ref), **officer)
        found = Ref(chat_endings.accept(chat=Ref(made.ref), kind=Kind.ACCESS, **officer).ref)
        given = {"proof": Proof.IN_PERSON, "subject": self.person}
        progress.prove(request=found, **given, **officer)
        return found

    def said_in_chat(self):
        lines = list(ChatLine.objects.exclude(commitment=""))
        return list(texts.opened(lines).values())

    def searched(self):
        own = subjects.holding(self.house.dataset, "mobile", [CANARY["mobile"]])[0]
        return self.person in own

    def row(self):
        return Request.objects.get(ref=self.request)

    def files(self):
        lines = Communication.objects.filter(request=self.request, part__in=FILES)
        return [(Ref(one.ref), texts.more(one)["key"]) for one in lines]

    def found_with_keys(self):
        """In which stores the person is found by whoever may open all of them."""
        said = texts.opened(queries.lines(self.row())).values()
        copy = data_packages.fetch(request=self.row(), passphrase=self.passphrase, at=self.house.at)
        with zipfile.ZipFile(io.BytesIO(copy)) as packed:
            told = json.loads(packed.read(f"DSR-{self.row().number:04d}.json"))
        here = {
            "who asks": CANARY["email"] in texts.asker(self.row()).contact,
            "what was said": any("金丝雀路" in one for one in said),
            "notes and answers": sum(CANARY["name"] in one for one in said) >= 2,
            "files": any(sealed_files.get(*one) == PAPER for one in self.files()),
            "recording": any(sealed_files.get(*one) == CALL for one in self.files()),
            "chat": any("金丝雀路" in one for one in self.said_in_chat()),
            "search": self.searched(),
            "copy": told["fields"]["mobile"]["value"] == CANARY["mobile"],
            "outbox": MailOut.objects.filter(request=self.request, settled_at=None).exists(),
            "mailbox": self.is_in_mailbox(),
        }
        return {store for store, is_found in here.items() if is_found}

    def is_in_mailbox(self):
        return any(CANARY["email"].encode() in one for one in self.mails.mails.mails.values())


STORES = {
    "who asks", "what was said", "notes and answers", "files", "recording", "chat", "search",
    "copy", "outbox", "mailbox",
}  # fmt: skip


@contextmanager
def asking(house):
    with mail_house(Desk(house)) as mails:
        yield Written(house, mails)


def destroyed(canary):
    house = canary.house
    done = carry_out(house, ordered(house, [canary.person]))
    assert done.state == "VERIFIED"
    canary.mails.look()


def test_before_whoever_has_the_keys_finds_the_person_in_every_store(house):
    with asking(house) as canary:
        assert canary.found_with_keys() == STORES


def test_after_the_person_is_in_no_store_and_the_other_is_where_he_was(house):
    with asking(house) as canary:
        destroyed(canary)
        row = canary.row()
        assert not texts.asker(row).contact
        assert dict(texts.opened(queries.lines(row))) == {}
        assert not SealedFile.objects.exists()
        assert kept_texts.remaining([canary.person]) == 0
        assert canary.said_in_chat() == []
        assert not canary.searched()
        with pytest.raises(NoPackage):
            data_packages.fetch(request=row, passphrase=canary.passphrase, at=house.at)
        assert not canary.is_in_mailbox()
        sent = len(canary.mails.sent)
        canary.mails.send()
        later = canary.mails.sent[sent:]
        assert [one for one in later if one["To"] == CANARY["email"]] == [], "nothing leaves now"
        other = Request.objects.get(ref=canary.other.request)
        assert texts.asker(other).contact == "li@people.example"
        assert len(texts.opened(queries.lines(other))) == 1


def test_after_no_file_of_the_home_has_a_value_or_a_key_of_the_person(house, home):
    with asking(house) as canary:
        values = {one for told in (*CANARY.values(), WORDS) for one in traces.spellings(told)}
        raw_keys = [bytes.fromhex(key) for _, key in canary.files()]
        names = kept_texts.names_of([canary.person])
        rows = KeptSecret.objects.filter(name__in=secrets_named(names))
        wrapped = [bytes(one.wrapped) for one in rows]
        assert len(wrapped) == kept_texts.remaining([canary.person]) >= len(STORES) - 1
        # The search finds what is there, or finding nothing afterwards would prove nothing.
        assert all(traces.found(pieces(one), home) for one in wrapped)
        assert traces.found(values, home) == set(), "nothing lies in clear while the person lives"
        destroyed(canary)
        assert traces.found(values, home) == set()
        for own in raw_keys:
            assert traces.found(set(traces.of_bytes(own)), home) == set()
        for own in wrapped:
            assert traces.found(pieces(own), home) == set()


def pieces(sealed, size=32):
    """Some of it, as a long value lies in several pages of the file."""
    return {sealed[at : at + size] for at in range(0, len(sealed) - size + 1, size)}


def secrets_named(names):
    held = KeptSecret.objects.values_list("name", flat=True)
    return [one for one in held if one in names]


def test_what_was_sealed_opens_with_no_key_that_is_left(house):
    with asking(house) as canary:
        (ref, key), *_ = canary.files()
        old = bytes(SealedFile.objects.get(ref=ref).sealed)
        assert opens(old, ref, bytes.fromhex(key))
        destroyed(canary)
        left = [secrets.read(Ref(name)).reveal() for name in named_secrets()]
        tried = {bit for one in left for bit in candidates(one)}
        assert tried
        assert not any(opens(old, ref, one) for one in tried)


def named_secrets():
    return [one for one in KeptSecret.objects.values_list("name", flat=True) if is_text(one)]


def is_text(name):
    return name.startswith(("said-", "asker-", "mail-", "data-"))


def candidates(secret):
    """Every run of so many bytes as a key has, as it stands and where it is written in hex."""
    yield from (secret[at : at + KEY_BYTES] for at in range(len(secret) - KEY_BYTES + 1))
    for at in range(len(secret) - 2 * KEY_BYTES + 1):
        try:
            yield bytes.fromhex(secret[at : at + 2 * KEY_BYTES].decode())
        except ValueError:
            continue


def opens(sealed, ref, key):
    try:
        return bool(blob.unseal(sealed, tenant="requests", name=ref, key=SubjectKey(key)))
    except (WillNotOpen, ValueError):
        return False
