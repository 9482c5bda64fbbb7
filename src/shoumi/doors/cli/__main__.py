"""``python -m shoumi.doors.cli``: the same as ``shoumi``."""

from shoumi.doors.cli import main

main()
