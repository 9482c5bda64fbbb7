"""Papers of learning, and what fills them."""
