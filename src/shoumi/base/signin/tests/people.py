"""People who sign in, and what they hold in their hands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from shoumi.base.accounts.tests.cast import AT
from shoumi.base.ledger import reader
from shoumi.base.signin import enrolment, factors, services
from shoumi.base.signin.errors import NotLetIn
from shoumi.base.signin.passkeys import Site
from shoumi.base.signin.tests.device import HOST, ORIGIN, Device

# The story stands in August; outside it is winter.
NOW = datetime(2026, 11, 25, 8, 0, 10, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
LATER = NOW + MINUTE
SITE = Site(HOST, ORIGIN)
PASSWORD = "四只灰鹤 cross a frozen lake"
WRONG = "五只灰鹤 cross a frozen lake"
LOGIN = "chen.shili"
ADDRESS = "192.0.2.7"


def both(real_at=NOW):
    return {"at": AT, "real_at": real_at}


class App:
    """An authenticator app that scanned what it was shown."""

    def __init__(self, shown):
        from base64 import b32decode

        secret = parse_qs(urlsplit(shown.uri).query)["secret"][0]
        seed = b32decode(secret + "=" * (-len(secret) % 8))
        self.totp = TOTP(seed, 6, SHA1(), 30)

    def code(self, real_at=NOW):
        return self.totp.generate(int(real_at.timestamp())).decode()


def with_password(token, *, login=LOGIN, password=PASSWORD, real_at=NOW):
    """Add password and codes; the first code of ``real_at`` is spent thereby."""
    factors.choose_password(token=token, login=login, password=password, **both(real_at))
    app = App(factors.begin_codes(token=token, **both(real_at)))
    factors.confirm_codes(token=token, code=app.code(real_at), **both(real_at))
    return app


def with_passkey(token, device=None, *, name="办公室电脑", real_at=NOW):
    device = device or Device()
    begun = factors.begin_passkey(token=token, site=SITE, real_at=real_at)
    device.ref = factors.add_passkey(
        token=token,
        site=SITE,
        ceremony=begun.ceremony,
        answer=device.make(begun),
        name=name,
        **both(real_at),
    )
    return device


def invited(house, person, real_at=NOW):
    link = enrolment.invite(person=person, actor=house.head, **both(real_at))
    return enrolment.enter(link=link, **both(real_at))


def by_passkey(device, real_at=NOW, **answering):
    begun = services.begin_passkey(site=SITE, real_at=real_at)
    return services.sign_in_by_passkey(
        site=SITE,
        ceremony=begun.ceremony,
        answer=device.sign(begun, **answering),
        **both(real_at),
    )


def by_password(
    app, real_at=NOW, *, login=LOGIN, password=PASSWORD, code=None, address=ADDRESS, **more
):
    return services.sign_in(
        login=login,
        password=password,
        code=app.code(real_at) if code is None else code,
        address=address,
        **more,
        **both(real_at),
    )


def tags():
    return [recorded.line().tag for recorded in reader.entries()]


def wrong(app, real_at=LATER, **more):
    with pytest.raises(NotLetIn):
        by_password(app, real_at, password=WRONG, **more)
