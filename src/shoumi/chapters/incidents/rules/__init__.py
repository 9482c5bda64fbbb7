"""Decisions of chapters 9 and 20 in plain functions; no clock, no database.

Sources: PIPL 51(5), 57; CSL 27, 55; Network Data Security Regulation 10, 11; GB/T 35273-2020 10.1;
handbook 9.1-9.3, 20.1-20.3.  Levels and clocks: ``core/incident_clock``.
"""
