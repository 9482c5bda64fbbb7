"""Papers of this chapter: what fills their templates."""
