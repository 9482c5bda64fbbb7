"""What this app writes to the ledger.

job.died         about the job; facts: attempts
job.redelivered  about the job
"""

from enum import StrEnum


class Tag(StrEnum):
    DIED = "job.died"
    REDELIVERED = "job.redelivered"
