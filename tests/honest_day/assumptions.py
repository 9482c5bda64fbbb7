"""What an honest day of a house of forty is assumed to be.  It tells what people do: a rule that
calls this an attack is what has to change.

Rates are of office work as it is known, none was measured in a house; times are of China.  Who
wrote them down had read the rules.  After the first days were played three things were added: at
night callers are looked for as by day; whom the limit of single reads stops asks a second person;
a case that was found false is closed at once.  The second leaves fewer cases than before.

- **Staff**: 40. Ten answer the telephone (customer service), twenty look after deals, ten are of
  the office and open nobody's record. One is on call at night.
- **Sign-in**: all come within an hour of the morning, most about 8:55; three of five sign in again
  after lunch, as sessions end. A password or a one-time code is mistyped in one try of eight. One
  of a hundred has forgotten the password and tries six times before asking.
- **The telephone**: six calls an hour and person, the record opened when it rings; of every fourth
  call a second person's record as well, of the same household. In two calls of three the caller is
  looked for by number first; every tenth number is heard wrongly and looked for again.
- **Deals**: who looks after one opens records in two sittings a day, 5 to 25 of them, a quarter to
  one and a half minutes apart. Two go through a list in the afternoon, 40 to 70 records, 20 to 70
  seconds apart.
- **Tasks that ended**: one of ten notices only by being refused, two to four times, and then asks.
- **The limit of single reads** (1.5): who is stopped by it asks a second person, and goes on.
- **Buyers**: one reads documents in a data room, three sittings a day of 20 to 60 pages: most pages
  take 8 to 60 seconds; in one sitting of three 5 to 20 are leafed through, 2 to 5 seconds each.
- **Lists**: eight exports a day of the house; at the end of a month one person makes four in an
  hour.
- **Night**: two to five calls between 22:00 and 6:00, one to three records each, the caller looked
  for as by day; in one night of four a call leads to five to eight records (a household, its
  neighbours, a worker) within forty minutes.

Not played, as no rule looks at what they leave: answers of customers to letters, calls of vendors
by token.
"""

from __future__ import annotations

from datetime import timedelta

STAFF, ON_TELEPHONE, ON_DEALS = 40, 10, 20
MISTYPED, FORGOTTEN, FORGOTTEN_TRIES = 1 / 8, 1 / 100, 6
AFTER_LUNCH = 3 / 5
CALLS_AN_HOUR, SECOND_RECORD, LOOKED_FOR, MISHEARD = 6, 1 / 4, 2 / 3, 1 / 10
SITTINGS, SITTING, BETWEEN = 2, (5, 25), (15, 90)
LISTS_GONE_THROUGH, LIST, OF_LIST = 2, (40, 70), (20, 70)
ENDED_TASK, ENDED_TRIES = 1 / 10, (2, 4)
READINGS, PAGES, OF_PAGE = 3, (20, 60), (8, 60)
LEAFED, LEAFED_PAGES, OF_LEAF = 1 / 3, (5, 20), (2, 5)
EXPORTS, MONTH_END, EXPORTS_AT_MONTH_END = 8, 1 / 22, 4
NIGHT_CALLS, NIGHT_RECORDS, OF_NIGHT_RECORD = (2, 5), (1, 3), (60, 240)
LONG_NIGHT_CALL, LONG_RECORDS, LONG_TAKES = 1 / 4, (5, 8), timedelta(minutes=40)
