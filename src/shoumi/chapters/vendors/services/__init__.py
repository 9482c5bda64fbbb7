"""Writes.  One verb, one transaction, one ledger entry.

``register``    who a vendor is, and what it may get
``impacts``     what entrusting it means to people: written by one, approved by another
``reviews``     the questionnaire: sent, answered by link, judged
``agreements``  the agreement on processing: drawn up, signed by both, ended
``tokens``      by which alone data reach it, and their end
``incidents``   what went wrong there
"""
