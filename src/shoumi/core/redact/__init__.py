"""Making personal information less personal: masks, coarser values, pseudonyms, and the tests.

Nothing here makes data anonymous in law: pseudonyms and generalised rows stay personal
information (PIPL 73(3)); only aggregates that pass their test leave that circle.
"""
