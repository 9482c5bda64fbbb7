"""What the house needs to know of copies.  When they are made, and what counts, a chapter says."""

from shoumi.base.registry import Card

card = Card(slug="copies", zh="副本", en="Copies")
