"""The scan's one pass over bytes, compiled.

It answers what :func:`shoumi.core.scan.find.identifiers_of` answers, text by text, and was written
apart from it.  What it does not read itself (characters that are seen nowhere, months in English,
words glued to numbers) it hands over to that reference, text by text again.

Only :mod:`shoumi.core.scan.batch` imports what is below here, and only when Numba is there.
"""
