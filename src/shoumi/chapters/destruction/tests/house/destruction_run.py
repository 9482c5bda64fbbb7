"""Order destruction, carry it out, let it break off, and see what is left."""

from __future__ import annotations

from shoumi.base.gate import decisions, disclosure
from shoumi.base.subjects.models import Record, State, Subject, Token
from shoumi.base.vault import keys
from shoumi.chapters.destruction import rules, services
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people


class Crash(BaseException):
    """The process died here."""


def ordered(house, subjects, basis=rules.Basis.REQUESTED):
    order = services.propose(
        deal=house.deal, subjects=subjects, basis=basis, actor=house.dpo, at=house.at
    )
    for name in (people.OPERATIONS, people.SECURITY):
        services.confirm(order=Ref(order.ref), actor=house[name], at=house.at)
    return Ref(order.ref)


def carry_out(house, order):
    return services.carry_out(order=order, actor=house[people.OPERATIONS], at=house.at)


def read(house, subject):
    return disclosure.open(decisions.ask(house.asked(house.task_, subject)), at=house.at)


def left_of(subjects):
    return (
        len(keys.existing(subjects)),
        Record.objects.filter(subject__in=subjects).count(),
        Token.objects.filter(subject__in=subjects).count(),
        Subject.objects.filter(ref__in=subjects).exclude(state=State.DESTROYED).count(),
    )


def dies(monkeypatch, module, name, *, after):
    """Let the process die before or after one call of a function of ours."""
    plain = getattr(module, name)

    def broken(*args, **more):
        monkeypatch.setattr(module, name, plain)
        if after:
            plain(*args, **more)
        raise Crash

    monkeypatch.setattr(module, name, broken)
