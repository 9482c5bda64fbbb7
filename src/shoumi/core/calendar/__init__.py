"""Working days of the People's Republic and the deadlines counted on them.

The rules, each with its article of the Civil Code (民法典):

1. A period in days leaves out the day it starts from (201).  A period in hours runs from the
   moment and is never lengthened by a holiday (201, 203).
2. A period of months or years ends on the corresponding day, or on the last day of a month that
   has none (202).
3. A period of natural days whose last day is a rest day ends on the next working day (203).
4. Saturday and Sunday rest unless the year's table has them worked; its holidays rest.
5. A deadline that needed a day of a year whose table is not published is provisional: such a day
   is taken to rest on weekends only, and the deadline is counted again once the table is there.

Days are days in China (UTC+8, no summer time).  A day ends at 24:00, so ``Due.until`` is
exclusive.
"""

from __future__ import annotations

from shoumi.core.calendar.day_text import is_in_reach, read_day, read_moment
from shoumi.core.calendar.holidays import Holiday, Rest
from shoumi.core.calendar.period_arithmetic import (
    CHINA,
    BadPeriod,
    Due,
    add,
    anniversary,
    day_in_china,
    day_of_next_month,
    earlier,
    end_of_day,
    start_of_day,
)
from shoumi.core.calendar.periods import due
from shoumi.core.calendar.years import BadYear, Calendar, Year, china, read_year

__all__ = [
    "CHINA",
    "BadPeriod",
    "BadYear",
    "Calendar",
    "Due",
    "Holiday",
    "Rest",
    "Year",
    "add",
    "anniversary",
    "china",
    "day_in_china",
    "day_of_next_month",
    "due",
    "earlier",
    "end_of_day",
    "is_in_reach",
    "read_day",
    "read_moment",
    "read_year",
    "start_of_day",
]
