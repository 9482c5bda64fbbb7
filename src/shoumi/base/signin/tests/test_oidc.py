"""Against a provider that answers over real TLS, and against those who pretend to be one."""

from __future__ import annotations

import base64
import hmac
import json
from hashlib import sha256

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import IntegrityError, transaction

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.egress import calling
from shoumi.base.egress.models import Host
from shoumi.base.egress.tests.servers import allowed, authority
from shoumi.base.ledger import reader
from shoumi.base.signin import enrolling, oidc, provider, queries, rules, sessions
from shoumi.base.signin.errors import (
    FlowOver,
    NoProvider,
    NoSession,
    NoSuchBinding,
    NotLetIn,
    ProviderAccountTaken,
    ProviderSilent,
    ProviderUnfit,
    StepUpNeeded,
    Throttled,
)
from shoumi.base.signin.events import By, Tag
from shoumi.base.signin.models import Account, Binding, Flow, Session
from shoumi.base.signin.oidc import Aim
from shoumi.base.signin.tests.identity import (
    CLIENT,
    ISSUER,
    NAME,
    configure,
    ec_key,
    identity,
    public,
    rsa_key,
)
from shoumi.base.signin.tests.people import (
    ADDRESS,
    HOUR,
    MINUTE,
    NOW,
    SECOND,
    both,
    by_passkey,
    invited,
    tags,
    with_passkey,
)
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def at_provider(house, home, monkeypatch):
    """The company's provider: configured, on the list of calls out, and running."""
    officer = house.staff(Role.SEC, name="周示例")
    allowed(NAME, asker=officer, approver=house.dpo, at=AT, authority=authority()[0])
    monkeypatch.setattr(provider, "_CACHE", provider._Cache())
    configure(home)
    with identity() as made:
        made.now = lambda: NOW
        monkeypatch.setattr(calling, "OUT", made.ways())
        yield made


@pytest.fixture
def bound(at_provider, device):
    """The person, who has a passkey, has bound the provider's account."""
    token = by_passkey(device)
    come(at_provider, Aim.BIND, session=token)
    return at_provider


def come(at, aim=Aim.SIGN_IN, *, session="", begun=None, real_at=NOW, **answered):
    """Away to the provider and back."""
    begun = begun or oidc.begin(aim=aim, session=session, real_at=real_at)
    answer = {**at.visit(begun.url), **answered}
    answer = {name: value for name, value in answer.items() if value is not None}
    return oidc.end(
        cookie=begun.cookie, answer=answer, session=session, address=ADDRESS, **both(real_at)
    )


def test_who_bound_the_account_comes_in_by_it(bound, person):
    ended = come(bound)
    session = sessions.current(token=ended.token, real_at=NOW)
    assert (session.person_id, session.by) == (person, By.PROVIDER)
    assert tags()[-1] == Tag.ACCEPTED
    assert not Flow.objects.exists()


def test_nobody_is_made_by_signing_in_and_unknown_and_unfit_are_answered_alike(bound, house):
    before = len(tags())
    bound.person = "employee-2"
    with pytest.raises(NotLetIn) as unknown:
        come(bound)
    bound.person = "employee-1"
    bound.claims = {"nonce": "another"}
    with pytest.raises(NotLetIn) as unfit:
        come(bound)
    assert str(unknown.value) == str(unfit.value)
    assert tags()[before:] == [Tag.REFUSED, Tag.REFUSED]


def test_somebody_invited_binds_before_the_first_sign_in(at_provider, house, person):
    token = invited(house, person)
    come(at_provider, Aim.BIND, session=token)
    with pytest.raises(NotLetIn):  # not enrolled yet: a passkey or password has to be there
        come(at_provider)
    assert not queries.can_sign_in(person)
    with_passkey(token)
    enrolling.finish(token=token, **both())
    assert come(at_provider).token


def test_an_account_is_one_persons_alone(bound, house):
    other = house.staff(Role.CON, name="王示例")
    with pytest.raises(ProviderAccountTaken):
        come(bound, Aim.BIND, session=invited(house, other))
    assert Binding.objects.count() == 1


@pytest.mark.both
def test_the_database_too_binds_an_account_once(bound, house):
    copy = Binding.objects.get()
    copy.pk, copy.person_id = Ref.new("binding"), house.dpo
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_a_row_put_in_by_hand_lets_nobody_in(bound, house, person):
    other = house.staff(Role.CON, name="王示例")
    Account.objects.create(person_id=other, handle=b"handle", enrolled_at=NOW)
    Binding.objects.update(person_id=other)
    with pytest.raises(NotLetIn):
        come(bound)


@pytest.mark.parametrize("role", sorted(rules.BY_OWN_KEY))
def test_who_keeps_keys_or_approves_does_not_come_in_so(bound, house, person, role):
    if role is Role.DPO:
        house.give(person, Role.OPS)
    else:
        house.give(person, role)
    assert not oidc.may_come_so(person, AT)
    with pytest.raises(NotLetIn):
        come(bound)


def test_who_has_left_does_not_come_in(bound, house, person):
    accounts.retire(person=person, actor=house.head, at=AT)
    with pytest.raises(NotLetIn):
        come(bound)


# Tokens


def _none(claims):
    return jwt.encode(claims, None, "none", {"kid": "r1"})


def _by_public_key(claims):
    """HS256 with what everybody knows as the secret: the classic confusion."""
    pem = rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    parts = [{"alg": "HS256", "kid": "r1", "typ": "JWT"}, claims]
    text = b".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts
    )
    mac = base64.urlsafe_b64encode(hmac.digest(pem, text, sha256)).rstrip(b"=")
    return (text + b"." + mac).decode()


def _flipped(claims):
    token = jwt.encode(claims, rsa_key(), "RS256", {"kid": "r1"})
    head, body, seal = token.split(".")
    told = json.loads(base64.urlsafe_b64decode(body + "=="))
    told["sub"] = "employee-1"
    other = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    return f"{head}.{other}.{seal}"


def _short(claims):
    """As PyJWT itself would not sign it any more."""
    parts = [{"alg": "RS256", "kid": "r1"}, claims]
    text = b".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts
    )
    seal = base64.urlsafe_b64encode(rsa_key(1024).sign(text, PKCS1v15(), SHA256()))
    return (text + b"." + seal.rstrip(b"=")).decode()


def _signed_by(key, algorithm, name, **header):
    named = {"kid": name, **header} if name else header
    return lambda claims: jwt.encode(claims, key, algorithm, named)


FORGED = {
    "no signature": _none,
    "a public key as secret": _by_public_key,
    "changed": lambda claims: _flipped({**claims, "sub": "employee-2"}),
    "another key of the same name": _signed_by(
        rsa.generate_private_key(65537, 2048), "RS256", "r1"
    ),
    "a key of another algorithm": _signed_by(rsa_key(), "PS256", "r1"),
    "an algorithm that is not taken": _signed_by(rsa_key(), "RS512", "r1"),
    "an unknown kid": _signed_by(rsa_key(), "RS256", "r9"),
    "no kid among two keys": _signed_by(rsa_key(), "RS256", None),
    "a critical header": _signed_by(rsa_key(), "RS256", "r1", crit=["b64"], b64=True),
    "too long": lambda claims: jwt.encode(
        {**claims, "x": "x" * 20_000}, rsa_key(), "RS256", {"kid": "r1"}
    ),
    "no token": lambda claims: "a.b",
    "not ASCII": lambda claims: "令.牌.一",
    "empty": lambda claims: "",
    "no text": lambda claims: 7,
}


@pytest.mark.parametrize("make", FORGED.values(), ids=FORGED.keys())
def test_a_token_that_is_not_the_providers_lets_nobody_in(bound, make):
    bound.make = make
    with pytest.raises(NotLetIn):
        come(bound)
    assert not Session.objects.filter(by=By.PROVIDER).exists()
    bound.make = bound.made
    assert come(bound).token


def test_an_algorithm_that_is_not_listed_is_not_taken_whatever_its_key_would_do(bound):
    provider._CACHE.__init__()
    bound.keys = [{**public(rsa_key(), "r1", "RS512"), "alg": "RS512"}]
    bound.sign = (rsa_key(), "RS512", "r1")
    with pytest.raises(NotLetIn):
        come(bound)


def test_without_a_kid_there_has_to_be_one_key_that_fits(bound):
    provider._CACHE.__init__()
    bound.sign = (rsa_key(), "RS256", "")
    bound.keys = [public(rsa_key(), "r1", "RS256"), public(ec_key(), "e1", "ES256")]
    assert come(bound).token


STAMP = int(NOW.timestamp())
WRONG = {
    "iss": "https://id.example.evil.example",
    "iss with a slash": ("iss", f"{ISSUER}/"),
    "no iss": ("iss", None),
    "aud": "another",
    "aud of none": ("aud", []),
    "aud in pieces": ("aud", ["sho", "umi"]),
    "aud of two without azp": ("aud", [CLIENT, "another"]),
    "no aud": ("aud", None),
    "azp": "another",
    "nonce": "another",
    "no nonce": ("nonce", None),
    "nonce as a list": ("nonce", lambda said: [said["nonce"]]),
    "expired": ("exp", STAMP - 61),
    "no exp": ("exp", None),
    "exp as text": ("exp", str(STAMP + 300)),
    "exp as a truth": ("exp", True),
    "issued later": ("iat", STAMP + 62),
    "issued long ago": ("iat", STAMP - 700),
    "not yet": ("nbf", STAMP + 62),
    "auth_time": STAMP - int(rules.PROVIDER_VALID.total_seconds()) - 62,
    "auth_time to come": ("auth_time", STAMP + 62),
    "no auth_time": ("auth_time", None),
    "one factor": ("amr", ["pwd"]),
    "no amr": ("amr", None),
    "amr as text": ("amr", "mfa"),
    "sub": "",
    "no sub": ("sub", None),
    "sub as a number": ("sub", 1),
    "sub too long": ("sub", "e" * 256),
}


@pytest.mark.parametrize(
    ("claim", "value"),
    [said if isinstance(said, tuple) else (name, said) for name, said in WRONG.items()],
    ids=WRONG.keys(),
)
def test_a_token_that_says_something_else_lets_nobody_in(bound, claim, value):
    bound.claims = {claim: value}
    with pytest.raises(NotLetIn):
        come(bound)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "another"], "azp": CLIENT},
        {"azp": CLIENT},
        {"exp": STAMP - 59},
        {"iat": STAMP + 59},
        {"auth_time": STAMP - 11 * 3600},
    ],
)
def test_what_the_standard_lets_pass_passes(bound, claims):
    bound.claims = claims
    assert come(bound).token


def test_every_algorithm_that_is_taken_is_taken_with_its_key_alone(bound):
    bound.keys = [*bound.keys, public(rsa_key(), "p1", "PS256")]
    for key, algorithm, name in ((ec_key(), "ES256", "e1"), (rsa_key(), "PS256", "p1")):
        provider._CACHE.__init__()
        bound.sign = (key, algorithm, name)
        assert come(bound).token


@pytest.mark.parametrize(
    "key",
    [
        lambda: public(rsa_key(1024), "r1", "RS256"),
        lambda: {**public(rsa_key(), "r1", "RS256"), "use": "enc"},
        lambda: {"kty": "oct", "k": "c2VjcmV0", "kid": "r1", "alg": "RS256"},
        lambda: {"kty": "RSA", "kid": "r1"},
        lambda: public(ec.generate_private_key(ec.SECP384R1()), "r1", "ES256"),
    ],
    ids=["too short", "for encryption", "a secret", "no key", "another curve"],
)
def test_a_key_that_does_not_fit_is_none(bound, key):
    provider._CACHE.__init__()
    bound.keys = [key()]
    is_short = len(bound.keys[0].get("n", "")) == 172
    bound.make = _short if is_short else bound.made
    with pytest.raises(NotLetIn):
        come(bound)


def test_a_new_key_is_found_and_an_unknown_one_asked_for_once_a_minute(bound, monkeypatch):
    come(bound)
    fresh = rsa.generate_private_key(65537, 2048)
    bound.keys = [public(fresh, "r3", "RS256")]
    bound.sign = (fresh, "RS256", "r3")
    asked = bound.asked.count("/keys")
    with pytest.raises(NotLetIn):
        come(bound)
    assert bound.asked.count("/keys") == asked  # asked a moment ago
    monkeypatch.setattr(provider, "AGAIN_SECONDS", 0.0)
    assert come(bound).token
    assert bound.asked.count("/keys") == asked + 1


# Flows


@pytest.mark.parametrize(
    "answer",
    [
        {"state": "another"},
        {"state": None},
        {"state": "令"},
        {"code": None},
        {"code": "x" * 3000},
        {"code": "never-given"},
        {"error": "access_denied"},
        {"iss": "https://evil.example"},
        {"iss": None},
    ],
)
def test_an_answer_that_is_not_to_this_question_lets_nobody_in(bound, answer):
    """Among them the mix-up of providers (RFC 9207)."""
    with pytest.raises(NotLetIn):
        come(bound, **answer)


def test_an_answer_is_taken_once(bound):
    begun = oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    answer = bound.visit(begun.url)
    given = {"cookie": begun.cookie, "answer": answer, **both()}
    assert oidc.end(**given).token
    with pytest.raises(FlowOver):
        oidc.end(**given)


def test_a_code_that_was_used_is_worth_nothing_in_another_flow(bound):
    begun = oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    code = bound.visit(begun.url)["code"]
    bound.codes[code] = dict(bound.codes[code])
    with pytest.raises(NotLetIn):  # PKCE: it belongs to the other verifier
        come(bound, code=code)


def test_an_answer_belongs_to_the_browser_that_began(bound):
    mine, theirs = (oidc.begin(aim=Aim.SIGN_IN, real_at=NOW) for _ in range(2))
    for cookie in ("", "made-up", "令牌"):
        with pytest.raises(FlowOver):
            oidc.end(cookie=cookie, answer=bound.visit(mine.url), **both())
    with pytest.raises(NotLetIn):
        oidc.end(cookie=theirs.cookie, answer=bound.visit(mine.url), **both())


def test_a_flow_is_over_after_five_minutes_and_is_swept_away(bound):
    begun = oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    with pytest.raises(FlowOver):
        come(bound, begun=begun, real_at=NOW + rules.FLOW_VALID)
    oidc.begin(aim=Aim.SIGN_IN, real_at=NOW + rules.FLOW_VALID + SECOND)
    assert Flow.objects.count() == 1


def test_whoever_fails_again_and_again_waits(bound):
    bound.claims = {"nonce": "another"}
    for _ in range(rules.FREE_TRIES):
        with pytest.raises(NotLetIn):
            come(bound)
    with pytest.raises(Throttled):
        come(bound)


# Proving anew, binding and unbinding


def test_a_session_is_proved_anew_by_who_signs_in_again_there(bound, person):
    token = come(bound).token
    later = NOW + HOUR / 6
    bound.now = lambda: later
    session = sessions.current(token=token, real_at=later)
    assert not sessions.has_stepped_up(session, later)
    begun = oidc.begin(aim=Aim.STEP_UP, session=token, real_at=later)
    assert "prompt=login" in begun.url
    assert "max_age=0" in begun.url
    fresh = come(bound, Aim.STEP_UP, session=token, begun=begun, real_at=later).token
    assert sessions.current(token=token, real_at=later) is None
    assert sessions.has_stepped_up(sessions.current(token=fresh, real_at=later), later)


def test_an_old_sign_in_there_proves_nothing_anew(bound):
    token = come(bound).token
    bound.claims = {"auth_time": STAMP - 61}
    with pytest.raises(NotLetIn):
        come(bound, Aim.STEP_UP, session=token)


def test_nobody_proves_for_somebody_else(bound, house):
    other = house.staff(Role.CON, name="王示例")
    token = invited(house, other)
    with_passkey(token)
    token = enrolling.finish(token=token, **both())
    with pytest.raises(NotLetIn):
        come(bound, Aim.STEP_UP, session=token)


def test_an_answer_counts_for_what_it_was_begun_for(bound, device):
    token = by_passkey(device)
    begun = oidc.begin(aim=Aim.STEP_UP, session=token, real_at=NOW)
    with pytest.raises(NoSession):
        come(bound, begun=begun)
    begun = oidc.begin(aim=Aim.STEP_UP, session=token, real_at=NOW)
    with pytest.raises(FlowOver):
        come(bound, begun=begun, session=by_passkey(device))


def test_binding_takes_a_fresh_proof_before_and_after(bound, device):
    token = by_passkey(device)
    later = NOW + 6 * MINUTE
    with pytest.raises(StepUpNeeded):
        oidc.begin(aim=Aim.BIND, session=token, real_at=later)
    begun = oidc.begin(aim=Aim.BIND, session=token, real_at=NOW + 4 * MINUTE)
    with pytest.raises(StepUpNeeded):
        come(bound, begun=begun, session=token, real_at=later)
    for aim in (Aim.BIND, Aim.STEP_UP):
        with pytest.raises(NoSession):
            oidc.begin(aim=aim, real_at=NOW)


def test_what_is_unbound_lets_nobody_in_any_more(bound, device, person):
    token = by_passkey(device)
    binding = Ref(Binding.objects.get().ref)
    oidc.unbind(token=token, binding=binding, **both())
    with pytest.raises(NotLetIn):
        come(bound)
    with pytest.raises(NoSuchBinding):
        oidc.unbind(token=token, binding=binding, **both())
    assert tags().count(Tag.REMOVED) == 1


def test_whoever_is_let_in_again_leaves_the_account_behind(bound, house, person):
    asked = enrolling.ask_again(person=person, actor=house.head, **both())
    link = enrolling.approve_again(request=Ref(asked.ref), actor=house.dpo, **both())
    enrolling.enter(link=link, **both())
    assert not Binding.objects.exists()


def test_the_subject_is_nowhere_in_the_clear(bound, person):
    come(bound)
    assert all(b"employee-1" not in one.body for one in reader.entries())
    assert "employee-1" not in str(Binding.objects.values().get())
    assert not Flow.objects.exists()


# The provider itself


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": f"{ISSUER}/"},
        {"issuer": None},
        {"token_endpoint": "http://id.example/token"},
        {"jwks_uri": "https://127.0.0.1/keys"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": 7},
        {"code_challenge_methods_supported": ["plain"]},
    ],
)
def test_a_provider_that_says_odd_things_of_itself_is_not_used(at_provider, told):
    at_provider.told = told
    with pytest.raises(ProviderSilent):
        oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)


def test_a_provider_off_the_list_is_silent_and_not_asked_at_every_try(at_provider):
    Host.objects.update(until=AT)
    for _ in range(3):
        with pytest.raises(ProviderSilent):
            oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    assert at_provider.asked == []


def test_a_provider_that_fails_is_left_alone_for_a_moment(at_provider, monkeypatch):
    at_provider.status = 500
    for _ in range(3):
        with pytest.raises(ProviderSilent):
            oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    assert len(at_provider.asked) == 1
    at_provider.status = 200
    monkeypatch.setattr(provider, "SILENT_SECONDS", 0.0)
    assert oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)


def test_keys_that_are_elsewhere_than_the_list_says_are_not_fetched(bound):
    provider._CACHE.__init__()
    bound.told = {"jwks_uri": "https://keys.example/keys"}
    with pytest.raises(ProviderSilent):
        come(bound)


@pytest.mark.parametrize(
    "change",
    [
        {"amr": []},
        {"issuer": "http://id.example"},
        {"client_secret": ""},
        {"name": "长" * 41},
        {"redirect": "https://localhost/elsewhere"},
        {"amr": "mfa\n"},
        {"client_id": 7},
    ],
)
def test_an_unfit_file_is_refused_and_offers_nothing(house, home, change):
    configure(home, **change)
    with pytest.raises(ProviderUnfit):
        provider.configured()
    assert oidc.offered() == ""


def test_a_file_that_others_may_read_is_refused(house, home, tmp_path):
    path = configure(home)
    assert oidc.offered() == "公司账号"
    assert "s3cret" not in repr(provider.configured())
    path.chmod(0o640)
    with pytest.raises(ProviderUnfit):
        provider.configured()
    path.rename(tmp_path / "real.toml")
    (tmp_path / "real.toml").chmod(0o600)
    path.symlink_to(tmp_path / "real.toml")
    with pytest.raises(ProviderUnfit):
        provider.configured()


def test_without_a_file_and_in_a_demo_there_is_no_provider(house, home, monkeypatch):
    assert provider.configured() is None
    with pytest.raises(NoProvider):
        oidc.begin(aim=Aim.SIGN_IN, real_at=NOW)
    configure(home)
    monkeypatch.setattr(clock, "is_demo", lambda: True)
    assert oidc.offered() == ""
