"""The test database as the migrations leave it, kept from run to run: to make it takes longer than most tests do."""

import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


class Migrated:
    """A file in pytest's own cache (`--cache-clear` throws it away), for SQLite alone.

    Its name tells of which migrations and packages it is made; with others it is made anew. What is copied from it is
    migrated all the same, so a migration that comes later runs.
    """

    def __init__(self, config):
        kept = getattr(config, "cache", None) if connection.vendor == "sqlite" else None
        self.file = kept and kept.mkdir("databases") / f"{fingerprint()}.sqlite3"

    @property
    def is_there(self) -> bool:
        return bool(self.file) and self.file.exists()

    def copy(self):
        shutil.copy(self.file, settings.DATABASES["default"]["TEST"]["NAME"])

    def keep(self):
        """Takes a copy of the database that was just made, in the place of all older ones."""
        for old in self.file.parent.glob("*.sqlite3"):
            old.unlink(missing_ok=True)
        new = self.file.with_suffix(f".{hashlib.sha256(settings.SCRATCH.encode()).hexdigest()[:8]}")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(new)])
        new.replace(self.file)  # whole or not at all, whoever else makes one now


def fingerprint():
    files = [ROOT / "requirements-dev.txt", *sorted(ROOT.glob("*/migrations/*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
