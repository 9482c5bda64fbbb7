"""The queues of jobs; each task names its own.

A worker has one loop for each, so that nobody waits for a paper while copies are read back, or
while somebody waits for a mail.
"""

from __future__ import annotations

import threading
from typing import Final

from django_tasks.base import DEFAULT_TASK_QUEUE_NAME

# What a person or a clock waits for.
DEFAULT: Final = DEFAULT_TASK_QUEUE_NAME
# What may take as long as there is data, and of which people are told when it is over.
LONG: Final = "long"
# Copies of the home: the next is due in minutes, however long a look through all of them takes.
COPIES: Final = "copies"
# What does nothing but wait for somebody else to say something.
WAIT: Final = "wait"
# What has to happen at its second: what is played in a drill.
EXERCISE: Final = "exercise"
# Set while the worker of this process ends: who waits stops.
ENDING: Final = threading.Event()
