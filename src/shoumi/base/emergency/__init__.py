"""Break-glass: one person alone opens one customer for half an hour, and two are told first.

What it saves is the opening of a task by the head or the protection officer, and nothing else: the
gate asks every rule of an emergency as of any other task (ADR 0020).
"""
