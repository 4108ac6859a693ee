"""A child process within limits of memory and time, in which pictures are decoded.

A file that makes Pillow take all memory, or run for minutes, ends the child and nothing else. Without Django, as the
child needs this too.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PIL import Image

from .header import DAMAGED
from .limits import Limits, PictureRefusedError, Reason

ROOT = Path(__file__).resolve().parents[2]
DAMAGED_STATUS, HEAVY_STATUS = 1, 2


def run(module: str, arguments: Iterable, source: Any, targets: Iterable[Any], limits: Limits) -> bytes:
    """Runs the module, which calls limited(), with `source` as its standard input; answers its standard output.

    targets: files that it inherits, under the same descriptors. Raises PictureRefusedError.
    """
    numbers = limits.memory, limits.seconds
    command = [sys.executable, "-m", module, *map(str, (*numbers, *arguments))]
    try:
        child = subprocess.run(  # noqa: S603 - module and arguments are ours
            command,
            check=False,
            cwd=ROOT,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[target.fileno() for target in targets],
            timeout=2 * limits.seconds,  # it has less than a processor where the machine is busy
        )
    except subprocess.TimeoutExpired:
        raise PictureRefusedError(Reason.TOO_HEAVY) from None
    if child.returncode:
        raise PictureRefusedError(Reason.DAMAGED if child.returncode == DAMAGED_STATUS else Reason.TOO_HEAVY)
    return child.stdout


def limited(memory: int, seconds: int, work: Callable[[], object]) -> int:
    """The child: does the work within these limits (bytes, seconds of processor time); answers its exit status.

    One that needs more time, or more memory than Python can tell of, is ended by a signal.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    os.nice(10)  # visitors come first
    Image.MAX_IMAGE_PIXELS = None  # check_header() has judged it
    try:
        work()
    except MemoryError:
        return HEAVY_STATUS
    except DAMAGED:
        return DAMAGED_STATUS
    return 0
