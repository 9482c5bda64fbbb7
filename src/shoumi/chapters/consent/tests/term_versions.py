"""Versions of the register, and who agreed under the first of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shoumi.base import registry
from shoumi.base.ledger import reader
from shoumi.base.registry import RegisterVersion
from shoumi.chapters.consent.chapter import card
from shoumi.chapters.consent.services import supersession
from shoumi.chapters.consent.tests.campaign_house import DEAL, NO, YES
from shoumi.core.calendar import day_in_china
from shoumi.core.fields import FieldRule
from shoumi.core.gate import Act, Policy, Question, decide
from shoumi.core.gate.policy import RULES, Code
from shoumi.core.ledger import leaf
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade, Instrument, LegalBasis
from shoumi.core.terms import Purpose as Use

NAME = FieldRule(
    "name", "姓名", "name", DataGrade.L3, frozenset({Use.SERVICE, Use.HANDOVER}),
    LegalBasis.CONTRACT, 1095, True,
)  # fmt: skip
ASIDE = replace(NAME, code="note", purposes=frozenset({Use.SERVICE}))
OURS = Policy(rule for rule in RULES if rule.code == Code.CONSENT_SUPERSEDED)


class Versions:
    """What the policies' chapter would bring: each version and since when it is in force."""

    def __init__(self, monkeypatch, at):
        self.found = []
        monkeypatch.setattr(registry, "register_versions", lambda: self.found)
        self.publish(at - timedelta(days=1), NAME, ASIDE)

    def publish(self, at, *fields):
        number = len(self.found) + 1
        register = {one.code: one for one in fields}
        self.found.append(RegisterVersion(Ref(f"pol-{number}"), number, at, lambda: register))


def told(tag):
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]


def asked(bureau, count=6, **more):
    """Of them the first is silent, the second refuses, the third withdraws, the rest agree."""
    people = bureau.hold(count)
    campaign = bureau.open(**more)
    bureau.deliver(campaign)
    bureau.record(campaign, (people[1], NO), *((ref, YES) for ref in people[2:]))
    bureau.withdraw(campaign, people[2])
    return campaign, people


def held(bureau):
    return card.checks["6.3"](bureau.at)


def may(bureau, subject, use=Use.HANDOVER, act=Act.EXPORT):
    question = Question(bureau.dora, act, Ref("task-x"), use, DEAL, bureau.at, subject)
    return decide(question, card.facts(question), OURS).allowed


def supersede(bureau, campaign, actor=None):
    return supersession.apply(campaign=campaign, actor=actor or bureau.dora, at=bureau.at)


def revise(bureau, campaign, since=None, **contents):
    text = bureau.notice(Instrument.ART23_SEPARATE_CONSENT, **contents)
    supersession.revise(
        campaign=campaign, notice=text, since=since or day_in_china(bureau.at), actor=bureau.dora,
        at=bureau.at,
    )  # fmt: skip
    return text
