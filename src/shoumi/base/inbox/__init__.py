"""Everything that waits for somebody, from every card: one list, one count."""
