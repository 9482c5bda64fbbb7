"""What chapter 8 brings to the story: the expired are destroyed, and who asked for it; recipients
prove the same."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import queries as calendar
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.registry import StoryContext, StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.base.subjects import queries as subjects
from shoumi.chapters.destruction import certificates, queries, rules, services
from shoumi.chapters.destruction.documents import certificate, recipient_certificate
from shoumi.chapters.destruction.models import Order
from shoumi.core.calendar import day_in_china
from shoumi.core.milestones import DeadlineKey
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


def _expired(story: StoryContext) -> list[Ref]:
    return list(subjects.refs(subjects.past_retention(story.deal, day_in_china(story.now()))))


class _Ordered:
    """An order, from one step to the next."""

    def __init__(self) -> None:
        self.order: Order | None = None

    def is_ordered(self, story: StoryContext) -> bool:
        return self.order is not None

    def _ref(self) -> Ref:
        assert self.order is not None
        return Ref(self.order.ref)

    def _carry_out(self, story: StoryContext) -> Order:
        return services.carry_out(order=self._ref(), actor=story.person(Role.OPS), at=story.go_on())

    def destroy(self, story: StoryContext, note: StoryNote) -> None:
        for role in (Role.OPS, Role.SEC):
            services.confirm(order=self._ref(), actor=story.person(role), at=story.go_on())
        self.order = done = self._carry_out(story)
        keys, records = done.keys_erased, done.records_erased
        note.add(f"密钥 {keys}，记录 {records}", f"{keys} keys, {records} records")

    def _certify(self, story: StoryContext, stage: int) -> None:
        assert self.order is not None
        at, officer = story.go_on(), story.person(Role.DPO)
        self.order = certificates.issue(
            order=self._ref(),
            stage=stage,
            paper=certificate.certificate(self.order, stage, officer, at),
            actor=officer,
            at=at,
        )

    def certify(self, story: StoryContext, note: StoryNote) -> None:
        self._certify(story, 1)

    def certify_again(self, story: StoryContext, note: StoryNote) -> None:
        """The last backup of the keyring that could hold the keys has expired."""
        self._certify(story, 2)


class _Expired(_Ordered):
    """Over those past retention."""

    def propose(self, story: StoryContext, note: StoryNote) -> None:
        self.order = order = services.propose(
            deal=story.deal,
            subjects=_expired(story),
            basis=rules.Basis.EXPIRED,
            actor=story.person(Role.DPO),
            at=story.go_on(),
        )
        note.add(f"{order}，{order.count} 人", f"{order}, {order.count} people")

    def unwitnessed(self, story: StoryContext, note: StoryNote) -> None:
        self._carry_out(story)

    def destroy(self, story: StoryContext, note: StoryNote) -> None:
        super().destroy(story, note)
        assert self.order is not None
        story.counts["expired_destroyed"] = self.order.keys_erased


class _Requested(_Ordered):
    """Over somebody who asked for it, as it was ordered where that was answered."""

    def is_asked_for(self, story: StoryContext) -> bool:
        waiting = queries.of_deal(story.deal).filter(state=rules.State.PROPOSED)
        self.order = waiting.filter(basis=rules.Basis.REQUESTED).first()
        return self.order is not None

    def destroy(self, story: StoryContext, note: StoryNote) -> None:
        super().destroy(story, note)
        self.certify(story, note)


def _recipient(story: StoryContext) -> Ref:
    return Ref(deals.parties(story.deal, PartyRole.TE)[0].ref)


def _expect(story: StoryContext, note: StoryNote) -> None:
    owed = calendar.running().get(deal=story.deal, key=DeadlineKey.DESTRUCTION_CERTIFICATES)
    assert owed.due.on is not None
    certificates.expect(
        deal=story.deal,
        party=_recipient(story),
        due_on=owed.due.on,
        actor=story.person(Role.DPO),
        at=story.go_on(),
    )
    note.add(f"接收方销毁证明至 {owed.due.on}", f"certificates due {owed.due.on}")


def _receive(story: StoryContext, note: StoryNote) -> None:
    """A stand-in for the buyer signs by the very page that a real one signs on."""
    at, person, party = story.go_on(), story.person(Role.TE), _recipient(story)
    name = accounts.person(person).name
    said = rules.Said("数据室笔记与摘录", 1, 1, rules.Method.OVERWRITTEN, day_in_china(at))
    certificates.sign(
        deal=story.deal,
        party=party,
        paper=recipient_certificate.paper(story.deal, party, said, name, at),
        said=said,
        person=person,
        name=name,
        at=story.go_on(),
    )


def steps() -> Sequence[StoryStep[StoryContext]]:
    return [
        *_over_expired(_Expired()),
        *_on_request(_Requested()),
        StoryStep("rooms_shut", moment(11, 20, 9, 10), tell=_expect),
        StoryStep("closed", moment(12, 2, 9, 10), tell=_receive),
    ]


def _over_expired(expired: _Expired) -> list[StoryStep[StoryContext]]:
    return [
        StoryStep(
            "destroy_propose",
            moment(8, 25, 14),
            ("到期客户列入销毁单", "order the expired destroyed"),
            expired.propose,
            applies=lambda story: bool(_expired(story)),
        ),
        StoryStep(
            "destroy_unwitnessed",
            moment(8, 25, 14, 10),
            ("无人见证就销毁", "destroy without witnesses"),
            expired.unwitnessed,
            expects=("destruction.not_witnessed",),
            applies=expired.is_ordered,
        ),
        StoryStep(
            "destroy_expired",
            moment(8, 25, 14, 20),
            ("两人见证，销毁密钥、记录、索引", "two witness; keys die"),
            expired.destroy,
            applies=expired.is_ordered,
        ),
        StoryStep(
            "certificate",
            moment(8, 25, 14, 30),
            ("销毁证明第一阶段，双签", "certificate of destruction, stage 1"),
            expired.certify,
            applies=expired.is_ordered,
        ),
        StoryStep(
            "certificate_final",
            moment(11, 20, 10),
            ("销毁证明第二阶段", "certificate of destruction, stage 2"),
            expired.certify_again,
            applies=expired.is_ordered,
        ),
    ]


def _on_request(requested: _Requested) -> list[StoryStep[StoryContext]]:
    """Between the two parts of the step in which the request is answered."""
    return [
        StoryStep(
            "dsr_0007_done",
            moment(10, 22, 9, 10),
            tell=requested.destroy,
            applies=requested.is_asked_for,
        ),
        StoryStep(
            "certificate_final",
            moment(11, 20, 10, 10),
            tell=requested.certify_again,
            applies=requested.is_ordered,
        ),
    ]
