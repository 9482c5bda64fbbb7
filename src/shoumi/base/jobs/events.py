"""What this app writes to the ledger.

job.died         about the job; facts: attempts
job.redelivered  about the job
job.asked        about the errand; facts: kind, thing (what it is about)
job.ended        about the errand; facts: kind, end
"""

from enum import StrEnum


class Tag(StrEnum):
    DIED = "job.died"
    REDELIVERED = "job.redelivered"
    ASKED = "job.asked"
    ENDED = "job.ended"
