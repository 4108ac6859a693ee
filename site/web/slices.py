"""Long work in short slices: between them the worker's threads are free for what must be on time."""

import time
from collections.abc import Callable

SLICE = 1.0  # seconds


def work_a_slice(step: Callable[[], bool]) -> None:
    """Repeats the step for a second, or until it answers that there was nothing left to do."""
    until = time.monotonic() + SLICE
    while step() and time.monotonic() < until:
        pass
