"""Papers of this chapter, and what fills them."""
