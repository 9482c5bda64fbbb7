"""What a recipient's pages say while the browser makes a key or opens a package by itself.

The work is done by ``js/package.js`` and its worker; nothing of it comes back to the server, so its
refusals are no errors of a service: all of them lie on the page, and the script shows one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from shoumi.base.handover import recipient_keys
from shoumi.base.handover.models import Package, State
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.vault import logkey
from shoumi.core.messages import Both

AGE = ".age"


@dataclass(frozen=True, slots=True)
class Refusal:
    """``code`` as the script has it; ``facts`` it fills in, each under a name of its own.

    ``leads`` to where the reader mends it, of that package; ``link`` is what the link says.
    """

    code: str
    what: Both
    mend: Both
    facts: tuple[tuple[str, Both], ...] = ()
    leads: Callable[[str], str] | None = None
    link: Both = ("", "")


_MEMORY = Refusal(
    "memory",
    ("这台设备的内存不够。", "This device has not enough memory."),
    (
        "关掉别的网页再试，或换一台电脑；也可以用 age 程序。",
        "Close other pages and try again, or take a larger computer, or the age program.",
    ),
)
_FAILED = Refusal(
    "failed",
    ("浏览器没有做完，什么也没有留下。", "The browser did not finish; nothing was kept."),
    (
        "刷新本页再试；还不行，换最新版的 Chrome、Edge、Firefox 或 Safari，或用 age 程序。",
        (
            "Load the page again; if it fails again, take a current Chrome, Edge, Firefox or"
            " Safari, or the age program."
        ),
    ),
)
KEY_REFUSALS = (
    Refusal(
        "short",
        ("口令太短，至少 12 个字符。", "The passphrase is too short: 12 characters at least."),
        (
            "多写几个不相关的词，或点“替我拟一条”。",
            "Write several unrelated words, or press “Propose one”.",
        ),
    ),
    Refusal(
        "unequal",
        ("两次输入的口令不一样。", "The two passphrases differ."),
        ("两处都重新输入。", "Type both again."),
    ),
    _MEMORY,
    _FAILED,
)
_UNSOUND: Both = (
    "什么也没有交给您。请不要签回执；告诉机构，请其作废后重新封包。",
    (
        "Nothing was given to you. Do not sign a receipt; tell the house, so that it voids the"
        " package and seals again."
    ),
)


def _to_proof(package: str) -> str:
    return f"{reverse('step-up')}?next={reverse('package', kwargs={'package': package})}"


def _to_file(package: str) -> str:
    return reverse("package-file", kwargs={"package": package})


PACKAGE_REFUSALS = (
    Refusal(
        "choose-key",
        ("还没有选钥匙文件。", "No key file is chosen."),
        (
            "选您保存的钥匙文件（shoumi-key-….age）；用 age-keygen 做的也可以。",
            "Choose the key file you saved (shoumi-key-….age); one of age-keygen will do.",
        ),
    ),
    Refusal(
        "no-key",
        ("选的文件不是钥匙文件。", "The chosen file is not a key file."),
        (
            "钥匙文件很小（不到 1 KB），通常叫 shoumi-key-….age；不要选成交接包。",
            (
                "A key file is small (under 1 KB), usually called shoumi-key-….age; it is not"
                " the package."
            ),
        ),
    ),
    Refusal(
        "no-passphrase",
        ("这个钥匙文件有口令。", "This key file has a passphrase."),
        ("输入做钥匙时定的口令。", "Type the passphrase chosen when the key was made."),
    ),
    Refusal(
        "passphrase",
        ("口令不对，钥匙没有打开。", "The passphrase is wrong; the key stays shut."),
        (
            (
                "看看大小写、空格和输入法，再试一次。口令真的找不回来，谁也打不开这把钥匙："
                "另做一把，把新公钥交给机构，请其作废后重新封包。"
            ),
            (
                "Look at capitals, spaces and the keyboard, and try again. If it is lost,"
                " nobody can open this key: make another, give its public key to the house,"
                " and let it void the package and seal again."
            ),
        ),
    ),
    Refusal(
        "other-key",
        ("这个包不是封给这把钥匙的。", "The package is sealed for another key."),
        (
            "选指纹与本包相同的那把钥匙；找不到，就另做一把，把新公钥交给机构，请其作废后重新封包。",
            (
                "Choose the key whose fingerprint is that of the package. If it is gone, make"
                " another, give its public key to the house, and let it void the package and"
                " seal again."
            ),
        ),
        (
            ("wanted", ("本包的收件公钥指纹", "Fingerprint of the package's key")),
            ("fingerprint", ("您选的钥匙的指纹", "Fingerprint of the key you chose")),
        ),
    ),
    Refusal(
        "differs",
        (
            "这个文件不是封好的那个包，或在路上损坏了。",
            "This file is not the package that was sealed, or was damaged on the way.",
        ),
        (
            "没有打开它。不选文件，由本页去取，或重新下载再试；还是不一致，把下面的哈希发给机构。",
            (
                "It was not opened. Let this page fetch it, or download it again. If it still"
                " differs, send the hash below to the house."
            ),
        ),
        (("sha256", ("您这个文件的 SHA-256", "SHA-256 of your file")),),
    ),
    Refusal(
        "unsound",
        (
            "包里的内容与它的清单不一致。",
            "What is in the package is not what its manifest says.",
        ),
        _UNSOUND,
    ),
    Refusal(
        "unsigned",
        (
            "清单上没有本机构账本密钥的有效签名。",
            "The manifest is not signed by the key of this house's ledger.",
        ),
        _UNSOUND,
    ),
    Refusal(
        "proof",
        ("取包以前，要再证明一次是您本人。", "Prove once more that it is you, then fetch it."),
        (
            "证明以后回到本页，重新选文件、输入口令。",
            "You come back to this page; choose the files again.",
        ),
        leads=_to_proof,
        link=("去证明", "Prove it"),
    ),
    Refusal(
        "held",
        ("服务器现在不交出这个包。", "The server does not hand the package out now."),
        ("打开下载的地址，看原因和怎么办。", "Open the download to read why, and what to do."),
        leads=_to_file,
        link=("看原因", "Read why"),
    ),
    Refusal(
        "unreached",
        ("没有取完，连接断了。", "The connection broke before all was fetched."),
        (
            "看看网络，再试一次；也可以先下载，再在这里选文件。",
            "Look at the network and try again, or download it first and choose the file here.",
        ),
    ),
    _MEMORY,
    _FAILED,
)


def key_part(request: PageRequest) -> dict[str, Any]:
    """What the parts of the page need that make a key and hand its public half in."""
    return {
        "refusals": _placed(KEY_REFUSALS, ""),
        "hand_in": reverse("act-handover-key"),
        "buyers": list(_handed_in(request)),
    }


def _handed_in(request: PageRequest) -> Iterator[dict[str, Any]]:
    """Of each buyer that the reader acts for which key counts, since when and by whom."""
    buyers = recipient_keys.of_person(request.who())
    given = recipient_keys.newest([one.ref for one in buyers])
    known = scoping.people([one.by for one in given.values()])
    numbers = {one.ref: one.number for one in scoping.mine(request)}
    for one in buyers:
        if one.deal_id in numbers:
            found = given.get(one.ref)
            yield {
                "party": one,
                "number": numbers[one.deal_id],
                "given": found,
                "by": known.get(found.by, found.by) if found else "",
            }


def other_key(found: Package) -> str:
    """The fingerprint of a key that the recipient handed in and the package is not sealed for;
    empty where there is none, or nobody can open the package here any more."""
    if found.state not in (State.SEALED, State.RELEASED) or not found.fingerprint:
        return ""
    given = recipient_keys.newest([found.recipient]).get(found.recipient)
    return given.fingerprint if given and given.fingerprint != found.fingerprint else ""


def package_part(found: Package, receipt: str) -> dict[str, Any] | None:
    """What the part needs that opens this package; None for one that OpenSSL opens.

    ``receipt`` is the address of the form that takes the receipt, where it is offered.
    """
    if not found.file_name.endswith(AGE):
        return None
    keys = [logkey.vkey(), *(one.vkey for one in logkey.former())]
    return {
        "refusals": _placed(PACKAGE_REFUSALS, found.ref),
        "vkeys": " ".join(keys),
        "receipt": receipt,
    }


def _placed(refusals: Sequence[Refusal], package: str) -> list[tuple[Refusal, str]]:
    """Each with the address by which it is mended, if there is one."""
    return [(one, one.leads(package) if one.leads else "") for one in refusals]
