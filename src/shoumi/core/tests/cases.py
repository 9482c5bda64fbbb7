"""Many cases of one test that tells all that fail.

A test of its own for each case, as ``pytest.mark.parametrize`` makes it, costs 2 to 5 ms before
anything is asserted: for words and figures, of which there are thousands, more than the assertions.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any


def each(names: str | tuple[str, ...], of: Iterable[Any]) -> Callable[[Callable[..., None]], Any]:
    """Call the test with each of ``of`` as its arguments ``names``; fixtures are made once for all.

    Raises ExceptionGroup with what failed, a note on each naming its case.
    """
    own = tuple(names.split(",")) if isinstance(names, str) else names
    values = list(of)
    if not values:
        raise ValueError(f"no case of {', '.join(own)}: the test would assert nothing")

    def decorated(test: Callable[..., None]) -> Any:
        signature = inspect.signature(test)

        @functools.wraps(test)
        def every(**fixtures: Any) -> None:
            failed = []
            for value in values:
                given = dict(zip(own, value if len(own) > 1 else (value,), strict=True))
                try:
                    test(**given, **fixtures)
                except Exception as error:  # noqa: BLE001 - the other cases are tried all the same
                    error.add_note(f"case: {', '.join(f'{name}={given[name]!r}' for name in own)}")
                    failed.append(error)
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(values)} cases", failed)

        fixtures = [one for name, one in signature.parameters.items() if name not in own]
        every.__signature__ = signature.replace(parameters=fixtures)  # type: ignore[attr-defined]
        return every

    return decorated
