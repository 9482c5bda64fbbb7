"""The parsers of one format each.  They run in the child only and import nothing heavy."""
