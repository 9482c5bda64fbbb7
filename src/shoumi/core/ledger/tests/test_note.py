from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.ledger import note
from shoumi.core.ledger.note import KeyRefused, NoteRefused, Signer
from shoumi.core.ledger.tests.published import published

LOG = Signer("example.com/log", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
WITNESS = Signer("witness.example", Ed25519PrivateKey.from_private_bytes(bytes(32)))
TEXT = "Ledger of a house.\n\n守密\n"
VKEY = "example.com/log+d455c521+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
SKEY = "PRIVATE+KEY+example.com/log+d455c521+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"


# Made with openssl pkey, sha256sum and base64, not with this code.
def test_key_texts_are_frozen():
    assert (LOG.verifier().vkey(), LOG.skey()) == (VKEY, SKEY)


def test_keys_read_back():
    assert note.read_vkey(VKEY).vkey() == VKEY
    assert note.read_skey(SKEY).skey() == SKEY


def test_a_signer_does_not_show_its_key():
    assert "private" not in repr(LOG)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com/log",
        "+".join(VKEY.split("+")[:2]),
        VKEY.replace("d455c521", "00000001"),
        VKEY.replace("d455c521", "D455C521"),
        VKEY.replace("d455c521", "d455 c521"),
        VKEY.replace("d455c521", "zz"),
        VKEY.replace("example.com/log", "example.com/lag"),
        VKEY.replace("example.com/log", "example.com log"),
        VKEY.replace("example.com/log", ""),
        VKEY.replace("+AQ", "+Ag"),
        VKEY[:-4],
        VKEY + "=",
        VKEY + "é",
        SKEY,
    ],
)
def test_a_vkey_has_one_spelling(text):
    with pytest.raises(KeyRefused):
        note.read_vkey(text)


@pytest.mark.parametrize(
    "text", [VKEY, SKEY.replace("d455c521", "00000000"), SKEY[:-4], "PRIVATE+KEY+"]
)
def test_an_skey_has_one_spelling(text):
    with pytest.raises(KeyRefused):
        note.read_skey(text)


def test_the_example_of_the_specification_verifies():
    found = published("c2sp_signed_note_example.json")
    if found is None:
        return
    verifier = note.read_vkey(found["vkey"])
    assert verifier.vkey() == found["vkey"]
    opened = note.open_note(found["note"], [verifier])
    assert opened.text == "This is an example message.\n"


def test_a_signed_note_opens():
    signed = note.sign(TEXT, LOG, WITNESS)
    opened = note.open_note(signed.encode(), [LOG.verifier()])
    assert opened.text == TEXT
    assert [one.name for one in opened.signatures] == ["example.com/log"]
    both = note.open_note(signed, [WITNESS.verifier(), LOG.verifier()])
    assert [one.name for one in both.signatures] == ["example.com/log", "witness.example"]


def test_a_note_is_the_same_each_time():
    assert note.sign("a\n", LOG) == (
        "a\n\n— example.com/log "
        "1FXFIX6axvmbhfT/YC+gTBujbYLCzSz+0KCijFI4uYTpjCwZJ2uIu7BQE1Xl"
        "U2QgCS99rlgnlKngo2iLORgVnNq6xQQ=\n"
    )


def test_a_signature_by_nobody_known_is_not_enough():
    with pytest.raises(NoteRefused):
        note.open_note(note.sign(TEXT, WITNESS), [LOG.verifier()])


def test_same_name_with_another_key_is_unknown():
    other = Signer(LOG.name, WITNESS.private)
    with pytest.raises(NoteRefused):
        note.open_note(note.sign(TEXT, other), [LOG.verifier()])


def test_a_wrong_signature_of_a_known_key_spoils_the_note():
    wrong = note.sign("another\n", WITNESS).splitlines(keepends=True)[-1]
    signed = note.sign(TEXT, LOG) + wrong
    assert note.open_note(signed, [LOG.verifier()]).text == TEXT
    with pytest.raises(NoteRefused):
        note.open_note(signed, [LOG.verifier(), WITNESS.verifier()])


@pytest.mark.parametrize("text", ["", "no newline", "tab\there\n", "cr\r\n", "nul\0\n"])
def test_what_is_no_text_is_not_signed(text):
    with pytest.raises(NoteRefused):
        note.sign(text, LOG)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\u3000b", "a\u2028b", "a\x01b"])
def test_what_is_no_key_name_does_not_sign(name):
    assert not note.is_key_name(name)
    with pytest.raises(NoteRefused):
        note.sign("a\n", Signer(name, LOG.private))


GOOD = note.sign(TEXT, LOG)
LINE = GOOD.split("\n")[-2]


@pytest.mark.parametrize(
    "signed",
    [
        "",
        "\n",
        TEXT,
        f"{TEXT}\n",
        GOOD[:-1],
        GOOD + "\n",
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\u2014", "-"),
        GOOD.replace("\u2014 ", "\u2014  "),
        GOOD.replace("\u2014 example.com/log ", "\u2014 "),
        GOOD.replace("\u2014 example.com/log ", "\u2014 example.com+log "),
        GOOD.replace("=\n", "\n"),
        GOOD.replace("=\n", "=\n\n"),
        GOOD + LINE + "\n",
        GOOD + "\u2014 a YQ==\n",
        GOOD + "\u2014 a !!!!!!!!\n",
        GOOD + "\u2014 a \u00e9\n",
        GOOD + "".join(f"\u2014 w{n} AAAAAAA=\n" for n in range(100)),
        "a\n" * 500_000 + GOOD,
        GOOD + "\ud800",
        GOOD.encode() + b"\xff",
    ],
)
def test_what_is_no_note_is_refused(signed):
    with pytest.raises(NoteRefused):
        note.read(signed)


def test_at_least_sixteen_signatures_are_taken():
    many = GOOD + "".join(f"\u2014 w{n} AAAAAAA=\n" for n in range(99))
    assert note.open_note(many, [LOG.verifier()]).text == TEXT


@pytest.mark.parametrize("text", ["AB==", "AA=", "AA", "A A=", "AA==\n", "é"])
def test_base64_has_one_spelling(text):
    with pytest.raises(ValueError):  # noqa: PT011 - it has no words
        note.decode64(text)


@given(st.binary())
def test_base64_reads_back(raw):
    assert note.decode64(note.encode64(raw)) == raw
    assert note.encode64(raw) == base64.b64encode(raw).decode()


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])).map(lambda text: text + "\n"))
def test_every_text_signs_and_opens(text):
    assert note.open_note(note.sign(text, LOG), [LOG.verifier()]).text == text
