"""Forgeries of tasks, roles and statements."""

from __future__ import annotations

from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.forgery import acts
from shoumi.doors.tests.forgery.sql import (
    FAR,
    Forgery,
    back,
    both,
    change,
    copy,
    delete,
    nothing,
    on,
    sql,
)
from shoumi.doors.tests.forgery.world import (
    for_somebody_else,
    has,
    narrow,
    reveals,
    statement,
    task,
    trained,
    wait,
    who,
)

TASKS = [
    Forgery(
        "a closed task is open again",
        acts.close,
        change("gate_task", "closed_at", None, task),
        reveals,
    ),
    back("a task that was open is put back", acts.close, reveals, on("gate_task", task)),
    Forgery(
        "a task lasts longer", acts.outlast, change("gate_task", "expires_at", FAR, task), reveals
    ),
    Forgery(
        "somebody is put on a task",
        nothing,
        lambda world: sql(
            "UPDATE gate_task SET actors = %s WHERE ref = %s",
            f'["{world.house[people.SERVICE]}"]',
            world.task,
        ),
        for_somebody_else,
    ),
    Forgery(
        "a task is invented",
        acts.close,
        lambda world: copy("gate_task", f"ref = '{world.task}'", ref="task-mine", closed_at=None),
        lambda world: world.asks(task=Ref("task-mine")),
    ),
    Forgery(
        "a task is for more fields",
        nothing,
        change("gate_task", "fields", '["name", "email"]', task),
        lambda world: world.asks(fields=("email",)),
    ),
    Forgery(
        "a task forgets its one person",
        nothing,
        change("gate_task", "subject", "", narrow),
        lambda world: world.asks(task=world.narrow),
    ),
]

MARKETING = f"role = '{Role.MKT}' AND person_id = %s"
_grant = on("accounts_grant", who(people.MARKETING), MARKETING)
GRANTS = [
    Forgery(
        "a role that ended lasts",
        acts.revoke_role,
        lambda world: sql(
            f"UPDATE accounts_grant SET until = NULL WHERE {MARKETING}",
            world.house[people.MARKETING],
        ),
        has(Role.MKT, people.MARKETING),
    ),
    back(
        "a role that was held is put back",
        acts.revoke_role,
        has(Role.MKT, people.MARKETING),
        _grant,
    ),
    Forgery(
        "a role becomes another",
        nothing,
        lambda world: sql(
            f"UPDATE accounts_grant SET role = '{Role.DPO}' WHERE {MARKETING}",
            world.house[people.MARKETING],
        ),
        has(Role.DPO, people.MARKETING),
    ),
    Forgery(
        "a role changes hands",
        nothing,
        lambda world: sql(
            f"UPDATE accounts_grant SET person_id = %s WHERE role = '{Role.LEG}'",
            world.house[people.MARKETING],
        ),
        has(Role.LEG, people.MARKETING),
    ),
    Forgery(
        "a role is invented",
        nothing,
        lambda world: copy(
            "accounts_grant",
            f"role = '{Role.LEG}'",
            ref="grant-mine",
            person_id=world.house[people.MARKETING],
        ),
        has(Role.LEG, people.MARKETING),
    ),
]

STATEMENTS = [
    Forgery(
        "a statement that was taken back stands",
        acts.take_back,
        lambda world: sql(
            "UPDATE attestations_attestation SET revoked_at = NULL, revoked_by = '' WHERE ref = %s",
            world.statement,
        ),
        trained,
    ),
    back(
        "a statement as it was made is put back",
        acts.take_back,
        trained,
        on("attestations_attestation", statement),
    ),
    Forgery(
        "a statement lasts longer",
        wait(400),
        both(
            change("attestations_attestation", "until", FAR, statement),
            # Nor longer than its demand's longest term, so it was made a little while ago.
            change("attestations_attestation", "attested_at", "2027-09-01 00:00:00", statement),
        ),
        trained,
    ),
    Forgery(
        "a newer statement is deleted",
        acts.state_and_take_back,
        delete("attestations_attestation", "revoked_by = %s", who(people.PERSONNEL)),
        trained,
    ),
    Forgery(
        "a statement is about another demand",
        acts.take_back,
        lambda world: sql(
            "UPDATE attestations_attestation SET duty = '19.3', position = 1000000"
            " WHERE duty = '7.1'"
        ),
        trained,
    ),
    Forgery(
        "a statement is invented",
        acts.take_back,
        lambda world: copy(
            "attestations_attestation",
            f"ref = '{world.statement}'",
            ref="att-mine",
            position=10**6,
            revoked_at=None,
            revoked_by="",
        ),
        trained,
    ),
]
