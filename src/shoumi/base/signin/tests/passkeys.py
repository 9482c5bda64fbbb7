"""Passkey ceremonies begun and answered by a device in software."""

from __future__ import annotations

from shoumi.base.signin import factors, services
from shoumi.base.signin.tests.people import NOW, SITE, both


def answer(device, begun, real_at=NOW, **answering):
    return services.sign_in_by_passkey(
        site=SITE,
        ceremony=begun.ceremony,
        answer=device.sign(begun, **answering),
        **both(real_at),
    )


def begin(real_at=NOW):
    return services.begin_passkey(site=SITE, real_at=real_at)


def adding(device, begun, token, name="办公室", real_at=NOW, **making):
    return factors.add_passkey(
        token=token,
        site=SITE,
        ceremony=begun.ceremony,
        answer=device.make(begun, **making),
        name=name,
        **both(real_at),
    )
