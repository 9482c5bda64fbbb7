"""Copies of a home: files cut in blocks, packs of changed blocks, signed manifests in a chain."""
