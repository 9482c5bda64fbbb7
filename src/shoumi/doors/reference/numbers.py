"""What can be set from outside, and every number with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from types import MappingProxyType

from shoumi.core import constants
from shoumi.core.constants import Constant
from shoumi.doors.reference.markdown import table

# Every variable the program reads: default, what it is.
ENVIRONMENT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "SHOUMI_HOME": ("`./var`", "The data folder, mode 0700."),
        "DATABASE_URL": (
            "SQLite, `shoumi.sqlite3` in the data folder",
            "Data and ledger. `postgresql://role@host/name`, no password in it.",
        ),
        "KEYRING_URL": (
            "SQLite, `keyring.sqlite3` in the data folder",
            "The keyring. Never the database of `DATABASE_URL`.",
        ),
        "SHOUMI_COPY_URL": (
            "unset: PostgreSQL is dumped",
            "Who copies the cluster of the data whole; the keyring has to be in another.",
        ),
        "SHOUMI_CREDENTIAL": (
            "",
            "File, mode 0600, with the token (scope `terminal`) of whom `--as` names: real homes.",
        ),
        "SHOUMI_PASSPHRASE_FILE": (
            "the file named when the home was made",
            "File, mode 0600 or a systemd credential, with the passphrase of the root key.",
        ),
        "CREDENTIALS_DIRECTORY": (
            "set by systemd",
            "Folder of credentials; a file in it may be root's own.",
        ),
        "SHOUMI_PROXIES": (
            "",
            "Addresses or networks of proxies, space between, whose word for who asks counts.",
        ),
        "XDG_RUNTIME_DIR": (
            "",
            "A folder in memory for a passphrase that was typed, where `/dev/shm` is none.",
        ),
        "SHOUMI_AS": ("", "Who acts where a command is not told `--as`: a name or reference."),
        "SHOUMI_LANG": ("the locale, else Chinese", "Language of answers: `zh` or `en`."),
        "LANG": ("", "Asked where `SHOUMI_LANG` is not set."),
        "SHOUMI_HOSTS": (
            "that of the settings",
            "Public host names of the web doors behind a proxy, space between.",
        ),
        "SHOUMI_SMTP_URL": (
            "unset: the relay of the settings, without one mails go to the sink",
            "The mail relay of a real home. A demo home never sends, whatever stands here.",
        ),
        "SHOUMI_SMTP_PASSWORD_FILE": ("unset", "File of mode 0600 with the relay's password."),
        "SHOUMI_IMAP_URL": (
            "unset: mails that came back are recorded by hand",
            "Mailbox of the relay's reports: imaps://user@host/INBOX. It is only looked at.",
        ),
        "SHOUMI_IMAP_PASSWORD_FILE": ("unset", "File of mode 0600 with the mailbox's password."),
        "SHOUMI_DPO_MAIL": (
            "unset: the outbox says that there is no address",
            "Mail address of the protection officer, told when an emergency is opened.",
        ),
        "SHOUMI_OFFICER_MAIL": (
            "unset: the outbox says that there is no address",
            "Mail address of the second officer, told when an emergency is opened.",
        ),
        "SHOUMI_OPS_MAIL": (
            "unset: the outbox says that there is no address",
            "Mail address of the operations desk, told when a webhook is paused.",
        ),
        "SHOUMI_ROLE_MAIL_": (
            "unset: the outbox says that there is no address",
            "With a role after it, as `SHOUMI_ROLE_MAIL_SEC`: its mail address, told what lapses.",
        ),
        "SHOUMI_TSA_URL": (
            "unset: that of the settings, without one signatures are PAdES B-B",
            "RFC 3161 time-stamp authority; with it signatures are PAdES B-T and dossiers stamped.",
        ),
        "SHOUMI_WITNESS_URL": (
            "unset: no witness",
            "Where the witness (tlog-witness) is; without it no second party sees the ledger grow.",
        ),
        "SHOUMI_WITNESS_VKEY": ("unset", "The witness's key, as `shoumi witness init` prints it."),
    }
)


def environment() -> str:
    rows = ((f"`{name}`", *said) for name, said in ENVIRONMENT.items())
    return table(("variable", "default", "what it is"), rows)


def numbers() -> str:
    head = ("name", "value", "counted in", "from", "basis", "tag", "note")
    groups = groupby(constants.table().values(), lambda each: each.name.partition(".")[0])
    return "".join(
        f"## {group}\n\n{table(head, [_row(each) for each in held])}\n" for group, held in groups
    )


def _row(each: Constant) -> tuple[str, ...]:
    name = each.name.partition(".")[2]
    counted = each.clock or each.unit
    return (f"`{name}`", _value(each.value), counted, each.since, each.basis, each.tag, each.note)


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_value(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return f"{value:,}" if type(value) is int else str(value)
