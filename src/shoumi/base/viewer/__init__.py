"""Pages of a data room as pictures: drawn in a limited child, covered, marked for one reader."""
