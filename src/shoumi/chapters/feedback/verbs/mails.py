"""The verbs of mails: which mailbox is read, a trial of it, what is done with mails set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.http import HttpResponse

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Place, Verb
from shoumi.chapters.feedback.models import Mail, MailOut, Request
from shoumi.chapters.feedback.queries import mails
from shoumi.chapters.feedback.rules import Kind, Scope
from shoumi.chapters.feedback.rules.mail_fates import Aside
from shoumi.chapters.feedback.services import channels, mail_account, mail_out, mails_aside
from shoumi.chapters.feedback.services.mail_account import Account
from shoumi.chapters.feedback.services.mails_aside import OpenedMail
from shoumi.chapters.feedback.verbs.contacts import about as about_channel
from shoumi.chapters.feedback.verbs.place import CONTACT, CONTACTS
from shoumi.chapters.feedback.verbs.told import told
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

MAIL = Place("mail", "mails/<str:mail>", lambda request, ref: Ref(mails.get(Ref(ref)).ref))
_PLAIN = {"autocomplete": "off", "spellcheck": "false"}
_MOST_PORT = 65_535


def told_mail(found: Mail) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "came_at": found.came_at,
        "size": found.size,
        "fate": found.fate,
        "aside": found.aside or None,
        "request": found.request or None,
    }


def _stored() -> Account | None:
    with suppress(DomainError):
        return mail_account.configured()
    return None


def _now(name: str, initial: object = None) -> Any:
    """What is set, for the form to begin with; the password is not among it."""

    def first(request: PageRequest, place: Mapping[str, Any]) -> object:
        account = _stored()
        if account is None:
            return initial
        return getattr(account, name) if hasattr(account, name) else getattr(account.box, name)

    return first


def _set(call: Call) -> None:
    given, before = call.given, _stored()
    parts = {name: given[name] for name in ("host", "port", "user", "folder", "address")}
    is_same = before is not None and (before.box.host, before.box.user) == (
        given["host"],
        given["user"],
    )
    # A password that was kept goes to no other host and no other user.
    kept = before.box.password if before is not None and is_same else ""
    account = mail_account.judged(
        **parts,
        password=given["password"] or kept,
        server=given["server"] or "",
        asks_dns=bool(given["asks_dns"]),
    )
    mail_account.keep(
        account, is_tried=True, with_old=bool(given["with_old"]), actor=call.actor, at=call.at
    )


def _remove(call: Call) -> None:
    mail_account.remove(actor=call.actor, at=call.at)


def _probe(call: Call) -> MailOut:
    return mail_out.begin_trial(channel=call.on, actor=call.actor, at=call.at)


def _open(call: Call) -> OpenedMail:
    return mails_aside.open_mail(mail=call.on, actor=call.actor, at=call.at)


def _accept(call: Call) -> Request:
    made, _ = mails_aside.accept(
        mail=call.on, kind=call.given["kind"], actor=call.actor, at=call.at
    )
    return made


def _dismiss(call: Call) -> Mail:
    return mails_aside.dismiss(mail=call.on, actor=call.actor, at=call.at)


def _about(request: PageRequest, mail: str) -> Iterator[tuple[Both, object]]:
    one = mails.get(Ref(mail))
    yield ("到达", "Came"), one.came_at
    if one.aside:
        yield ("为什么放在一边", "Set aside because"), names.of(Aside(one.aside), request.lang)


def _shown(request: PageRequest, found: OpenedMail) -> HttpResponse:
    title: Both = ("放在一边的来信", "A mail that is set aside")
    return page(request, "feedback/mail.html", title, {"found": found})


def _told_opened(found: OpenedMail) -> dict[str, Any]:
    return {
        "ref": found.mail.ref,
        "sender": found.sender,
        "subject": found.subject,
        "text": found.text,
    }


def _mail_line() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import MailLine

    return MailLine


def _request_line() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import RequestLine

    return RequestLine


def _opened_line() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import OpenedMailLine

    return OpenedMailLine


SET = Verb(
    noun="contact",
    name="mailbox",
    on=CONTACTS,
    do=_set,
    title=("收请求的信箱", "The mailbox of requests"),
    done=("信箱已保存，来信自己进队列", "Saved: mails come into the queue by themselves"),
    roles=mail_account.KEEPERS,
    is_fresh=True,
    fields=(
        Field(
            "address",
            ("公布的邮箱地址", "The address as it is published"),
            help=("客户写信到这里。", "Customers write to it."),
            most=254,
            initial=_now("address"),
            hints={**_PLAIN, "inputmode": "email"},
        ),
        Field(
            "host",
            ("主机", "Host"),
            help=(
                "如 imap.example.com；别处的信箱一律经 TLS，并且要先在出站白名单上。",
                "Such as imap.example.com; by TLS alone, and on the list of calls out first.",
            ),
            initial=_now("host"),
            hints={**_PLAIN, "inputmode": "url"},
        ),
        Field(
            "port",
            ("端口", "Port"),
            forms.Kind.WHOLE,
            least=1,
            most=_MOST_PORT,
            initial=_now("port", 993),
        ),
        Field("user", ("用户名", "User"), most=254, initial=_now("user"), hints=_PLAIN),
        Field("folder", ("文件夹", "Folder"), most=60, initial=_now("folder", "INBOX")),
        Field(
            "password",
            ("密码", "Password"),
            forms.Kind.HIDDEN,
            (
                "不回显；不改就留空。加密存放在密钥库里。",
                "It does not come back; leave it empty to keep it. Sealed in the keyring.",
            ),
            is_needed=False,
            hints={"autocomplete": "off"},
        ),
        Field(
            "server",
            ("我们的邮件服务器怎样署名", "How our mail server signs its findings"),
            help=(
                "来信的 Authentication-Results 里分号前的名字；不填就一律当作没有核实。",
                "The name before the semicolon in Authentication-Results; without it none counts.",
            ),
            is_needed=False,
            initial=_now("server"),
            hints=_PLAIN,
        ),
        Field(
            "asks_dns",
            ("核对来信的签名（DKIM）", "Check the signatures of mails (DKIM)"),
            forms.Kind.TICK,
            (
                (
                    "向 DNS 查发件域公布的公钥，DNS 服务器因此知道有哪些域来信。"
                    "不查或者查不到的，算没有核实。"
                ),
                (
                    "The DNS is asked for the key of the sender's domain, and learns which domains "
                    "write. Unasked, or without an answer, a sender is not verified."
                ),
            ),
            is_needed=False,
            initial=_now("asks_dns"),
        ),
        Field(
            "with_old",
            ("信箱里已有的信也收进来", "Take in what lies there already too"),
            forms.Kind.TICK,
            is_needed=False,
        ),
    ),
    help=(
        "保存之前先登录看一眼。来信读过不作标记；销毁的记录，对应的信也从信箱里删掉。",
        (
            "Somebody logs in before it is saved. Reading marks nothing; mails of a record that is "
            "destroyed are taken out of the mailbox."
        ),
    ),
    button=("保存", "Save"),
    page=OnPage(back="contacts"),
)
REMOVE = Verb(
    noun="contact",
    name="mailbox-remove",
    on=CONTACTS,
    do=_remove,
    title=("停用收请求的信箱", "Read no mailbox"),
    done=("不再收信；来信要人工登记", "Mails come in no more: take them in by hand"),
    roles=mail_account.KEEPERS,
    is_final=True,
    is_fresh=True,
    page=OnPage(back="contacts"),
)
PROBE = Verb(
    noun="contact",
    name="probe",
    on=CONTACT,
    do=_probe,
    tells=lambda made: {"ref": made.ref, "channel": made.channel},
    title=("写信试一试", "Try it by a mail"),
    done=("试验信等着寄出，收到后自动记下", "It goes out; that it arrived is noted by itself"),
    roles=channels.TRIERS,
    help=(
        "往公布的邮箱寄一封信，从队列里收到了才算通。",
        "A mail goes to the published address; it works once it is found in the queue.",
    ),
    button=("寄出", "Send it"),
    page=OnPage(back="contact", facts=about_channel),  # what is made is a mail
    command=OnTerminal(),
)
OPEN = Verb(
    noun="mail",
    name="open",
    on=MAIL,
    do=_open,
    tells=_told_opened,
    title=("打开来信", "Open the mail"),
    done=("来信已打开", "The mail is opened"),
    roles=mails_aside.LOOKERS,
    help=("打开一次记一次。", "That you opened it is recorded."),
    button=("打开", "Open"),
    page=OnPage(back="mail", facts=_about, shows=_shown),
    command=OnTerminal(said=("{sender} {subject}：{text}", "{sender} {subject}: {text}")),
    operation=InApi(
        scope=Scope.ANSWER,
        summary="Open a mail that is set aside.",
        answer=_opened_line,
        tells=_told_opened,
        is_kept=False,
    ),
)
ACCEPT = Verb(
    noun="mail",
    name="accept",
    on=MAIL,
    do=_accept,
    tells=told,
    title=("登记为请求", "Take it in as a request"),
    done=("已登记为请求，期限从信到的那天起算", "It is a request; the clock starts when it came"),
    roles=mails_aside.LOOKERS,
    fields=(
        Field("kind", ("要什么", "What is asked"), forms.Kind.ONE, options=words_of(Kind), of=Kind),
    ),
    button=("登记", "Take it in"),
    page=OnPage(back="mail", to=("request", "asked"), facts=_about),
    command=OnTerminal(),
    operation=InApi(
        scope=Scope.WRITE,
        summary="Take a mail that is set aside in as a request.",
        answer=_request_line,
        tells=told,
        status=201,
    ),
)
DISMISS = Verb(
    noun="mail",
    name="dismiss",
    on=MAIL,
    do=_dismiss,
    tells=told_mail,
    title=("不是请求，销毁", "It asks for nothing: destroy it"),
    done=("来信已销毁，信箱里的也会删掉", "It is destroyed, in the mailbox too"),
    roles=mails_aside.LOOKERS,
    is_final=True,
    button=("销毁", "Destroy it"),
    page=OnPage(back="mail", to=("mails", ""), facts=_about),
    command=OnTerminal(),
    operation=InApi(
        scope=Scope.WRITE,
        summary="Destroy a mail that asks for nothing.",
        answer=_mail_line,
        tells=told_mail,
    ),
)
CONTACT_VERBS = (SET, REMOVE, PROBE)
MAIL_VERBS = (OPEN, ACCEPT, DISMISS)
