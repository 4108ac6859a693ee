"""What the processes of one web server remember of the last while, for when Redis is away or emptied.

Bounded: a table of slots in memory that gunicorn's workers inherit (gunicorn.conf.py); the newest key of a slot wins.
Any other process has a table of its own. It lives as long as the server; nothing of it has a name on disk.
"""

import fcntl
import hashlib
import mmap
import os
import struct
import threading
from contextlib import contextmanager

SLOTS = 1 << 16  # for each kind
ENTRY = struct.Struct("<QQ")  # the key's hash, its number
SIZE = 2 * SLOTS * ENTRY.size  # bytes
ENVIRONMENT = "SHARED_MEMORY"  # the descriptor of a file of SIZE bytes


class Table:
    """key -> number, the highest that it was ever given."""

    def __init__(self, memory: "Memory", start: int):
        self.memory, self.start = memory, start

    def raised(self, key: str, number: int) -> int:
        """The highest number of this key, `number` included, which is remembered."""
        return self.all_raised([(key, number)])[0]

    def all_raised(self, numbers: list[tuple[str, int]]) -> list[int]:
        """The same for many keys."""
        with self.memory.locked():
            return [self._raise(key, number) for key, number in numbers]

    def get(self, key: str) -> int:
        """0 for a key that is not, or no longer, known."""
        with self.memory.locked():
            return self._find(key)[2]

    def forget(self):
        with self.memory.locked():
            self.memory.bytes[self.start : self.start + SLOTS * ENTRY.size] = bytes(SLOTS * ENTRY.size)

    def _raise(self, key, number):
        offset, tag, known = self._find(key)
        if number > known:
            ENTRY.pack_into(self.memory.bytes, offset, tag, number)
        return max(number, known)

    def _find(self, key):
        tag = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) or 1
        offset = self.start + tag % SLOTS * ENTRY.size
        found, number = ENTRY.unpack_from(self.memory.bytes, offset)
        return offset, tag, number if found == tag else 0


class Memory:
    def __init__(self, descriptor: int = -1):
        """descriptor: of an inherited file of SIZE bytes; -1 for memory of this process alone."""
        self.descriptor = descriptor
        self.bytes = mmap.mmap(descriptor, SIZE)
        self.threads = threading.Lock()
        self.totals = Table(self, 0)
        self.visitors = Table(self, SLOTS * ENTRY.size)

    @contextmanager
    def locked(self):
        """Against the other threads, and against the other processes; a killed one leaves no lock behind."""
        with self.threads:
            if self.descriptor != -1:
                fcntl.lockf(self.descriptor, fcntl.LOCK_EX)
            try:
                yield
            finally:
                if self.descriptor != -1:
                    fcntl.lockf(self.descriptor, fcntl.LOCK_UN)


def inherited() -> int:
    """The descriptor that the environment names, if it really is our file."""
    try:
        descriptor = int(os.environ[ENVIRONMENT])
        return descriptor if os.fstat(descriptor).st_size == SIZE else -1
    except (KeyError, ValueError, OSError):
        return -1


memory = Memory(inherited())
