"""What a list of staff is refused for, whole or in a row."""

from __future__ import annotations

from shoumi.core.errors import Invalid


class NoStaffTable(Invalid):
    """No sheet has a column of names within its first lines."""

    code = "learning.no_staff_table"
    field = "file"


class SeveralStaffTables(Invalid):
    """Two sheets have one.  Facts: ``place`` of the second."""

    code = "learning.several_staff_tables"
    field = "file"


class CellUnfit(Invalid):
    """A formula, an error, a merged range, or a number where a name or an address stands."""

    code = "learning.cell_unfit"


class DepartmentUnfit(Invalid):
    """It is too long, or reads like somebody's data.  Facts: ``most``."""

    code = "learning.department_unfit"


class CourseNotOpen(Invalid):
    """A course that was chosen is not published, or ended."""

    code = "learning.course_not_open"
    field = "courses"


class StaffListOver(Invalid):
    """Its rows that had to be mended are kept no more, or there were none."""

    code = "learning.staff_list_over"
