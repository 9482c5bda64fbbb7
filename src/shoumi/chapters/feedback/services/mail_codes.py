"""Codes (HMAC) of mails under a key of the house: nobody who has the data can guess them."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.vault import row_keys
from shoumi.chapters.feedback.rules import mail_ids
from shoumi.chapters.feedback.rules.mail_ids import Id
from shoumi.core.refs import Ref
from shoumi.core.vault import hkdf


def mac(epoch: int, message: bytes) -> bytes | None:
    key = row_keys.of(epoch)
    return hkdf.mac(key, message) if key is not None else None


def id_of(ref: Ref, address: str, sender: str) -> str:
    """The Message-ID of a mail of the house to ``address``.

    Raises:
        NotSetUp, NoRowKey
    """
    epoch, _ = row_keys.newest()
    return mail_ids.made(ref, address, sender.partition("@")[2], epoch, mac)


def known(ids: Iterable[str], sender: str) -> list[Id]:
    return list(mail_ids.known(ids, sender, mac))


def of_mail(own_id: str, content: bytes) -> str:
    """Two copies of one mail have the same, whichever servers each of them passed."""
    head, blank, body = content.partition(b"\r\n\r\n")
    if not blank:
        head, blank, body = content.partition(b"\n\n")
    told = body if own_id else head + blank + body
    return _first(b"shoumi mail\0" + own_id.encode() + b"\0" + told)


def of_address(address: str) -> str:
    return _first(b"shoumi mail address\0" + address.strip().lower().encode()) if address else ""


def _first(message: bytes) -> str:
    """Under the first key, which stays: what was seen years ago is known again."""
    known = row_keys.known()
    return hkdf.mac(known[min(known)], message).hex() if known else ""
