"""What an answer begins with: by what is asked for, in the language of the person.  Whoever handles
the request goes on from there.

A draft is filled with the number, the day of receipt and the house's own channels, and with nothing
of anybody: values leave by the copy alone, through the gate.
"""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.chapters.feedback.rules import Kind
from shoumi.core.messages import Both, Lang

_HEAD: Both = (
    "您好：\n\n您 {received} 提出的请求（DSR-{number:04d}）已经办理。",
    "Hello,\n\nwe have dealt with your request of {received} (DSR-{number:04d}). ",
)
_TAIL: Both = (
    "\n\n不同意这个答复，可以找我们：{channels}；也可以向网信部门投诉，或者起诉。",
    (
        "\n\nIf you do not agree, turn to us: {channels}. The cyberspace authority and the courts "
        "are open to you too."
    ),
)
_APPEAL: Both = (
    "可以找我们的个人信息保护负责人：{channels}；也可以向网信部门投诉，或者起诉。",
    (
        "Turn to our protection officer: {channels}. The cyberspace authority and the courts are "
        "open to you too."
    ),
)
_NO_CHANNEL: Both = ("本公司", "the company")
_COPY: Both = (
    "您的信息的副本已经做好：打开您的请求，凭另外告诉您的口令取走，三十天内有效。",
    (
        "The copy of your data is made: open your request and fetch it by the passphrase that you "
        "are told apart; it can be fetched for thirty days."
    ),
)
_DELETED: Both = (
    "您的信息已经删除，密钥也已销毁；依法要保留的，只存不用。",
    (
        "Your data are deleted and their keys destroyed; what a law keeps is stored and not used "
        "for anything else."
    ),
)
_RESTS: Both = (
    "您的信息已经停用：除了保存和答复您，不作别的使用。",
    "Your data are in use no more: they are stored, and nothing is done but to answer you.",
)
_BODIES: Mapping[Kind, Both] = {
    Kind.KNOW: (
        "处理规则在网站的“处理规则”一页，也可以寄给您。",
        "The rules of processing stand on our site; we send them to you if you like.",
    ),
    Kind.ACCESS: _COPY,
    Kind.COPY: _COPY,
    Kind.PORTABILITY: _COPY,
    Kind.CORRECT: (
        "您指出的内容已经更正，也告知了收到过它的接收方。",
        "What you pointed out is corrected, and whoever got it was told.",
    ),
    Kind.DELETE: _DELETED,
    Kind.RESTRICT: _RESTS,
    Kind.OBJECT: _RESTS,
    Kind.WITHDRAW: (
        "您的同意已经撤回；撤回以前的处理仍然有效，以后不再依据它处理。",
        "Your consent is withdrawn; what was done before stays valid, and no more is done by it.",
    ),
    Kind.EXPLAIN: (
        "我们没有只凭自动化决策作出对您有重大影响的决定。",
        "No decision that weighs on you was made by a program alone.",
    ),
    Kind.CLOSE_ACCOUNT: _DELETED,
    Kind.RELATIVES: (
        "您作为近亲属提出的，已经按您要求的办理。",
        "What you asked for as a relative is done.",
    ),
    Kind.COMPLAINT: (
        "您反映的情况已经查明：",
        "We looked into what you complain of:",
    ),
    Kind.QUESTION: ("答复如下：", "Our answer is:"),
}


def answer(kind: Kind, lang: Lang, *, number: int, received: str, channels: list[str]) -> str:
    """``received`` is a day as people of that language read it, ``channels`` are published."""
    told = {"number": number, "received": received, "channels": _listed(channels, lang)}
    return "".join(_in(one, lang) for one in (_HEAD, _BODIES[kind], _TAIL)).format(**told)


def appeal(lang: Lang, channels: list[str]) -> str:
    """The way to appeal, of a refusal."""
    return _in(_APPEAL, lang).format(channels=_listed(channels, lang))


def _listed(channels: list[str], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(channels) or _in(_NO_CHANNEL, lang)


def _in(words: Both, lang: Lang) -> str:
    return words[1 if lang == "en" else 0]
