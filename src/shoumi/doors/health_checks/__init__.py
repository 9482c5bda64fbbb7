"""What is wrong with an installation, and the mend: for the doctor's command and the settings page.

Works without an installation too.
"""

from __future__ import annotations

from shoumi.doors import homes
from shoumi.doors.health_checks import home, machine, state, transport
from shoumi.doors.health_checks.findings import Finding, State, run


def examine(*, calls: bool = False) -> list[Finding]:
    """All findings; what rests on a sound home is looked at only where there is one.

    ``calls``  connections to other machines are tried as well, which takes seconds
    """
    found = list(run(machine.CHECKS))
    if not homes.is_there():
        return [*found, *home.missing()]
    at_home = list(run(home.CHECKS))
    found += at_home
    # Tables that a waiting migration makes cannot be read yet.
    if not any(
        one.check in ("migrations", "databases") and one.state is State.FAIL for one in at_home
    ):
        found += run(state.CHECKS)
        if calls:
            found += run(transport.CHECKS)
    return found
