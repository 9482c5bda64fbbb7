"""Forgeries of the policy: the register that opens every read, and which version is in force."""

from __future__ import annotations

from dataclasses import replace

from shoumi.chapters.policies import queries, rules, services
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.core.terms import HandlerTier, Purpose, Role
from shoumi.doors.tests.forgery.of_hidden import kept_longer, reveals_anew
from shoumi.doors.tests.forgery.sql import Forgery, nothing, sql
from shoumi.doors.tests.forgery.world import World

_TABLE = "policies_policyversion"
_OLD = "2001-01-01 00:00:00+00:00"


def _more_purposes(world: World) -> None:
    found = PolicyVersion.objects.get(state="PUBLISHED")
    wider = {
        code: replace(rule, purposes=frozenset(Purpose))
        for code, rule in rules.read_register(found.register).items()
    }
    sql(f"UPDATE {_TABLE} SET register = %s", rules.write_register(wider))


def _serves_everything(world: World) -> bool:
    fields = queries.register().values()
    return bool(fields) and all(Purpose.KYC in rule.purposes for rule in fields)


def _draft(world: World) -> None:
    services.draft(
        items=rules.SHORT,
        register=rules.built_in_register(),
        tier=HandlerTier.SMALL,
        actor=world.house.dpo,
        at=world.house.at,
    )


def _approved_once(world: World) -> None:
    _draft(world)
    services.approve(version=_last(), role=Role.DPO, actor=world.house.dpo, at=world.house.at)


def _last() -> Ref:
    return Ref(PolicyVersion.objects.order_by("-number")[0].ref)


def _last_in_force(world: World) -> None:
    """The draft takes the place of what was published."""
    sql(f"UPDATE {_TABLE} SET state = 'SUPERSEDED' WHERE state = 'PUBLISHED'")
    sql(f"UPDATE {_TABLE} SET state = 'PUBLISHED' WHERE ref = %s", _last())


def _second_approval(world: World) -> None:
    at = world.house.at.isoformat()
    said = f'{{"DPO": "{world.house.dpo}", "LEG": "{world.house.legal}"}}'
    moments = f'{{"DPO": "{at}", "LEG": "{at}"}}'
    sql(f"UPDATE {_TABLE} SET approvals = %s, approved_at = %s WHERE ref = %s",
        said, moments, _last())  # fmt: skip


def _publishes(world: World) -> bool:
    """Whether the last version goes into force."""
    try:
        services.publish(version=_last(), actor=world.house.dpo, at=world.house.at)
    except DomainError:
        return False
    return True


def _is_last_in_force(world: World) -> bool:
    found = queries.in_force()
    return found is not None and found.ref == _last()


def _first_again(world: World) -> None:
    sql(f"UPDATE {_TABLE} SET state = 'SUPERSEDED' WHERE number = 2")
    sql(f"UPDATE {_TABLE} SET state = 'PUBLISHED', superseded_at = NULL, entry_position = 1000000"
        " WHERE number = 1")  # fmt: skip


def _is_first_in_force(world: World) -> bool:
    found = queries.in_force()
    return found is not None and found.number == 1


def _published(column: str, value: object) -> Forgery:
    return Forgery(
        f"the {column} of a policy that changed the terms is another",
        kept_longer,
        lambda world: sql(f"UPDATE {_TABLE} SET {column} = %s WHERE number = 2", value),
        reveals_anew,
    )


POLICIES = [
    Forgery("the register is for every purpose", nothing, _more_purposes, _serves_everything),
    Forgery("a draft is in force", _draft, _last_in_force, _is_last_in_force),
    Forgery("a draft has a second approval", _approved_once, _second_approval, _publishes),
    Forgery("an earlier policy is in force again", kept_longer, _first_again, _is_first_in_force),
    _published("published_at", _OLD),
]
