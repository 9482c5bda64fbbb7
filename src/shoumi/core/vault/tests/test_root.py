from __future__ import annotations

import pytest

from shoumi.core.vault import root
from shoumi.core.vault.suites import GM, INTL

SALT = bytes(16)
PHRASE = "正确 horse battery 订书钉"


def same(one, other):
    return one.reveal() == other.reveal()


def test_a_key_file_gives_one_root_for_each_salt():
    text = b"ab" * 32
    first = root.from_key_file(text, salt=SALT, suite=INTL)
    assert same(first, root.from_key_file(text + b"\n", salt=SALT, suite=INTL))
    assert not same(first, root.from_key_file(text, salt=bytes(15) + b"\x01", suite=INTL))
    assert not same(first, root.from_key_file(b"ac" * 32, salt=SALT, suite=INTL))
    assert not same(first, root.from_key_file(text, salt=SALT, suite=GM))


@pytest.mark.parametrize(
    "text",
    [b"", b"ab" * 31, b"ab" * 33, b"AB" * 32, b"zz" * 32, b"ab" * 32 + b"\n\n"],
)
def test_anything_else_in_a_key_file_is_refused(text):
    with pytest.raises(root.KeyFileMalformed):
        root.from_key_file(text, salt=SALT, suite=INTL)


def test_a_passphrase_gives_one_root_for_each_salt():
    first = root.from_passphrase(PHRASE.encode(), salt=SALT)
    assert same(first, root.from_passphrase(PHRASE.encode() + b"\r\n", salt=SALT))
    assert not same(first, root.from_passphrase(PHRASE.encode(), salt=bytes(15) + b"\x01"))


def test_the_two_spellings_of_an_accent_are_one_passphrase():
    composed, apart = "caf\u00e9 caf\u00e9 caf\u00e9", "cafe\u0301 cafe\u0301 cafe\u0301"
    assert same(
        root.from_passphrase((composed + "!").encode(), salt=SALT),
        root.from_passphrase((apart + "!").encode(), salt=SALT),
    )


def test_bytes_that_are_no_text_still_count():
    one = root.from_passphrase(b"long enough to be \xff", salt=SALT)
    assert not same(one, root.from_passphrase(b"long enough to be \xfe", salt=SALT))


@pytest.mark.parametrize("text", ["", "fourteen chars", "\n" * 20])
def test_a_short_passphrase_is_refused(text):
    with pytest.raises(root.PassphraseTooShort):
        root.from_passphrase(text.encode(), salt=SALT)
