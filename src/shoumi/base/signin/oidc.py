"""Sign in, and prove again who one is, by the company's identity provider.

Authorization code flow with PKCE (RFC 7636, RFC 9700).  State, nonce and verifier are derived from
a token in a cookie of this browser alone, so an answer that another browser began is nobody's; a
flow is used up by the first answer.  Nobody is made by signing in: the provider's account was bound
to a person by that person, signed in or invited.  Who keeps keys or approves as second person does
not come in this way, whatever is bound: whoever runs the provider could be all of them.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from urllib.parse import urlencode

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import reader, writer
from shoumi.base.signin import idtokens, provider, rules, sessions, throttle, tokens
from shoumi.base.signin.errors import (
    FlowOver,
    NoProvider,
    NoSuchBinding,
    NotLetIn,
    ProviderAccountTaken,
    ProviderUnfit,
)
from shoumi.base.signin.events import By, Factor, Tag
from shoumi.base.signin.models import Account, Binding, Flow, Session
from shoumi.base.signin.provider import Provider
from shoumi.base.signin.rules import Scope
from shoumi.base.signin.tokens import Use
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref

_MAX_CODE = 2048


class Aim(StrEnum):
    """What a flow was begun for; no answer counts for another."""

    SIGN_IN = "sign-in"
    STEP_UP = "step-up"
    BIND = "bind"


@dataclass(frozen=True, slots=True)
class Begun:
    """``url`` is where the browser goes; ``cookie`` what it has to bring back."""

    url: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Ended:
    """``token`` of the session, "" where it stays the one it was."""

    aim: Aim
    token: str
    next: str


def offered() -> str:
    """What the button says, "" where there is none."""
    try:
        found = provider.configured()
    except ProviderUnfit:
        return ""
    return found.name if found else ""


def begin(*, aim: Aim, session: str = "", next_: str = "", real_at: datetime) -> Begun:
    """Send the browser to the provider.

    ``session`` is the token of the session that is proved anew or gets a way to sign in.

    Raises:
        NoProvider, ProviderUnfit, ProviderSilent
        NoSession, StepUpNeeded: of a step-up or a binding.
    """
    asked = _provider()
    held = _held(aim, session, real_at)
    said = provider.published(asked)
    cookie = tokens.make()
    Flow.objects.filter(until__lt=real_at).delete()
    Flow.objects.create(
        digest=tokens.digest(cookie, Use.FLOW),
        aim=aim,
        session=held,
        next=next_[:300],
        began_at=real_at,
        until=real_at + rules.FLOW_VALID,
    )
    challenge = urlsafe_b64encode(sha256(_drawn(cookie, "verifier").encode()).digest())
    wanted = {
        "response_type": "code",
        "client_id": asked.client_id,
        "redirect_uri": asked.redirect,
        "scope": "openid",
        "state": _drawn(cookie, "state"),
        "nonce": _drawn(cookie, "nonce"),
        "code_challenge": challenge.decode().rstrip("="),
        "code_challenge_method": "S256",
        "max_age": int(_oldest(aim).total_seconds()),
    }
    if aim is not Aim.SIGN_IN:
        wanted["prompt"] = "login"
    if asked.acr:
        wanted["acr_values"] = " ".join(sorted(asked.acr))
    joint = "&" if "?" in said.authorization else "?"
    return Begun(f"{said.authorization}{joint}{urlencode(wanted)}", cookie)


def end(
    *,
    cookie: str,
    answer: Mapping[str, str],
    session: str = "",
    address: str = "",
    at: datetime,
    real_at: datetime,
) -> Ended:
    """Take the provider's answer: let in, prove anew, or bind.

    ``answer`` is what the address bore, ``session`` the token that the browser has besides.

    Raises:
        FlowOver: this browser began none, or it was answered before, or too late.
        Throttled, NoProvider, ProviderUnfit, ProviderSilent, NoSession, StepUpNeeded
        NotLetIn: the answer does not hold, or the account is bound to nobody who may come in so.
        ProviderAccountTaken: it is somebody else's.
    """
    flow = _used(cookie, real_at)
    aim = Aim(flow.aim)
    asked = _provider()
    held = _held(aim, session, real_at)
    if (held.pk if held else None) != flow.session_id:
        raise FlowOver
    place = throttle.address_key(address)
    throttle.reserve((place,), real_at=real_at)
    try:
        found = _subject(asked, flow, cookie, answer, real_at)
    except NotLetIn:
        _refused(Ref(held.person_id) if held else SYSTEM, at)
        raise
    throttle.succeeded("", place, real_at=real_at)
    if aim is Aim.BIND and held is not None:
        _bind(held, asked, found, at)
        return Ended(aim, "", flow.next)
    person = _person(asked, found, held, at)
    if held is not None:
        return Ended(aim, sessions.prove(held, By.PROVIDER, at=at, real_at=real_at), flow.next)
    token = sessions.begin(
        person, Scope.FULL, By.PROVIDER, Tag.ACCEPTED, replaces=session, at=at, real_at=real_at
    )
    return Ended(aim, token, flow.next)


def may_come_so(person: Ref, at: datetime) -> bool:
    """Not who keeps keys or approves as second person, in the house or in any deal."""
    return not accounts.all_roles(person, at) & rules.BY_OWN_KEY


@transaction.atomic
def unbind(*, token: str, binding: Ref, at: datetime, real_at: datetime) -> None:
    """
    Raises:
        NoSession, StepUpNeeded, NoSuchBinding
    """
    session = sessions.for_factors(token=token, real_at=real_at)
    if not Binding.objects.filter(ref=binding, person=session.person_id).delete()[0]:
        raise NoSuchBinding
    person = Ref(session.person_id)
    writer.record(Event(Tag.REMOVED, person, person, at, {"factor": Factor.PROVIDER}, ("1.5",)))
    sessions.end_others(session)


def _provider() -> Provider:
    found = provider.configured()
    if found is None:
        raise NoProvider
    return found


def _held(aim: Aim, token: str, real_at: datetime) -> Session | None:
    if aim is Aim.SIGN_IN:
        return None
    if aim is Aim.BIND:
        return sessions.for_factors(token=token, real_at=real_at)
    return sessions.full(token=token, real_at=real_at)


def _used(cookie: str, real_at: datetime) -> Flow:
    """Use up the flow: whether its answer holds or not, there is no second.

    Raises:
        FlowOver
    """
    with transaction.atomic(durable=True):
        rows = Flow.objects.filter(digest=tokens.digest(cookie, Use.FLOW), until__gt=real_at)
        found = rows.first()
        used = rows.delete()[0] if found else 0
    if found is None or not used:
        raise FlowOver
    return found


def _subject(
    asked: Provider, flow: Flow, cookie: str, answer: Mapping[str, str], real_at: datetime
) -> str:
    code, state = answer.get("code", ""), answer.get("state", "")
    if not hmac.compare_digest(state.encode(), _drawn(cookie, "state").encode()):
        raise NotLetIn
    # An answer of another provider is no answer of this one (RFC 9207).
    issuer, said = answer.get("iss"), provider.published(asked)
    if (issuer is None and said.names_itself) or issuer not in (None, asked.issuer):
        raise NotLetIn
    if not code or len(code) > _MAX_CODE or "error" in answer:
        raise NotLetIn
    token = provider.token(asked, code=code, verifier=_drawn(cookie, "verifier"))
    aim = Aim(flow.aim)
    since = real_at - _oldest(aim) if aim is Aim.SIGN_IN else flow.began_at
    nonce = _drawn(cookie, "nonce")
    return idtokens.subject(token, asked, nonce=nonce, signed_in_since=since, real_at=real_at)


def _person(asked: Provider, subject: str, held: Session | None, at: datetime) -> Ref:
    """
    Raises:
        NotLetIn: whatever the reason, it is the same answer.
    """
    digest = _digest(asked, subject)
    found = Binding.objects.select_related("person").filter(subject=digest.hex()).first()
    person = Ref(found.person_id) if found else SYSTEM
    holds = (
        found is not None
        and found.person.is_active
        and _is_recorded(found, digest)
        and may_come_so(person, at)
        and Account.objects.filter(person=person, enrolled_at__isnull=False).exists()
        and (held is None or held.person_id == person)
    )
    if not holds:
        _refused(Ref(held.person_id) if held else person, at)
        raise NotLetIn
    return person


def _bind(session: Session, asked: Provider, subject: str, at: datetime) -> None:
    person, digest = Ref(session.person_id), _digest(asked, subject)
    facts: dict[str, Value] = {"factor": Factor.PROVIDER, "credential": digest}
    try:
        with transaction.atomic():
            event = Event(Tag.ADDED, person, person, at, facts, ("1.5",))
            Binding.objects.create(
                ref=Ref.new("binding"),
                person_id=person,
                subject=digest.hex(),
                bound_at=at,
                position=writer.record(event).position,
            )
            sessions.end_others(session)
    except IntegrityError as error:
        raise ProviderAccountTaken from error


def _is_recorded(binding: Binding, digest: Digest) -> bool:
    """The ledger says that this account was bound to this person: a row put in by hand is none."""
    line = reader.entry(binding.position).line()
    told = (line.tag, line.about, line.facts.get("factor"), line.facts.get("credential"))
    return told == (Tag.ADDED, binding.person_id, Factor.PROVIDER, digest.hex())


def _digest(asked: Provider, subject: str) -> Digest:
    """(issuer, subject), so the same subject of another provider is somebody else."""
    return Digest(bytes.fromhex(tokens.digest(f"{asked.issuer}\0{subject}", Use.SUBJECT)))


def _drawn(cookie: str, what: str) -> str:
    """43 characters that only who has the cookie can know."""
    mac = hmac.digest(cookie.encode("utf-8", "surrogatepass"), what.encode(), "sha256")
    return urlsafe_b64encode(mac).decode().rstrip("=")


def _oldest(aim: Aim) -> timedelta:
    return rules.PROVIDER_VALID if aim is Aim.SIGN_IN else timedelta(0)


@transaction.atomic
def _refused(meant: Ref, at: datetime) -> None:
    """In a transaction of its own; what the provider said is nowhere."""
    writer.record(Event(Tag.REFUSED, SYSTEM, meant, at, {"by": By.PROVIDER}, ("1.5",)))
