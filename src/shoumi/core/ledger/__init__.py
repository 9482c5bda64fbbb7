"""The evidence log: leaves, the tree over them, signed checkpoints and proofs."""
