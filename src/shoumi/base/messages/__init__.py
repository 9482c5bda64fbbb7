"""What people read: texts found where they stand, and filled for their reader.

``catalogue``   every text of the house, from beside what it is about
``text``        the one formatter
``reader``      in which language a door speaks
``names``       of closed words, milestones, fields
``conditions``  what a milestone waits for, and what to do about it
``sentences``   what an entry of the ledger says
``refusals``    what a refusal says, and the remedy
``parameters``  what an approver reads of a change
``core``        texts of the core, which knows no readers
"""
