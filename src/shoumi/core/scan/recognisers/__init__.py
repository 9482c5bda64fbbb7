"""One recogniser per file: the rule, its source, and ``find(text, today)``.

``find`` yields candidates in normalised text.  It never weighs the words near a number: that is the
work of :mod:`shoumi.core.scan.context`.
"""
