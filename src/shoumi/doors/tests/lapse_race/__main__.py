"""Be the processes of a race: ``python -m shoumi.doors.tests.lapse_race FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()
    from shoumi.doors.tests.lapse_race import forks

    sys.exit(forks.run(Path(sys.argv[1])))
