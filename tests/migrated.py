"""The test database as the migrations leave it, made once: it takes longer than any test.

What is copied from it is migrated all the same, so a migration that is new runs. Its name tells of which migrations and
packages it was made.
"""

import fcntl
import hashlib
import os
import shutil
from pathlib import Path

import psycopg
from django.db import connection
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parent.parent
# Where bin/with-servers has a PostgreSQL, which is new and of which nothing is left behind.
POSTGRES_URL = os.environ.get("WITH_SERVERS_DATABASE_URL", "")


def fingerprint():
    after_migrating = [ROOT / "gallery/indexes.py", ROOT / "gallery/triggers.py", ROOT / "gallery/search/outdated.py"]
    files = [ROOT / "requirements-dev.txt", *after_migrating, *sorted(ROOT.glob("*/migrations/*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


class Nothing:
    """Without pytest's cache, or with somebody's own PostgreSQL: each run makes its database."""

    keeps_copy = False  # whether use() leaves a database that Django is to take as it is

    def __init__(self, folder=None):
        self.folder = folder

    def exists(self) -> bool:
        return False

    def use(self):
        """Lets the test database be a copy."""

    def keep(self):
        """Keeps a copy of the test database, which was just made."""


class File(Nothing):
    """For SQLite: in pytest's cache, from run to run. `--cache-clear` throws it away."""

    keeps_copy = True

    @property
    def file(self):
        return self.folder / f"{fingerprint()}.sqlite3"

    def exists(self):
        return self.file.exists()

    def use(self):
        shutil.copy(self.file, connection.settings_dict["TEST"]["NAME"])

    def keep(self):
        for older in self.folder.glob("*.sqlite3"):
            older.unlink()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self.file)])


class Template(Nothing):
    """For PostgreSQL: a database beside the others."""

    @property
    def name(self):
        return f"migrated_{fingerprint()}"

    def exists(self):
        with psycopg.connect(POSTGRES_URL) as postgres:
            return bool(postgres.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name]).fetchone())

    def use(self):
        connection.settings_dict["TEST"]["TEMPLATE"] = self.name

    def keep(self):
        connection.close()
        connection.close_pool()  # PostgreSQL copies nothing to which somebody is connected
        copy = SQL("CREATE DATABASE {} TEMPLATE {}").format(
            Identifier(self.name), Identifier(connection.settings_dict["NAME"])
        )
        with psycopg.connect(POSTGRES_URL, autocommit=True) as postgres:
            postgres.execute(copy)


class Migrated:
    """Of the processes of pytest-xdist the first one makes the database, and the others wait for it."""

    def __init__(self, config):
        folder = config.cache.mkdir("databases") if hasattr(config, "cache") else None
        kinds = {"sqlite": File, "postgresql": Template if POSTGRES_URL else Nothing}
        self.store = (kinds[connection.vendor] if folder else Nothing)(folder)
        self.lock = folder and (folder / "lock").open("w")

    def use_or_lock(self) -> bool:
        """Whether there is one, and the test database will be its copy. If not, others wait until keep()."""
        if self.lock:
            fcntl.flock(self.lock, fcntl.LOCK_EX)
        if found := self.store.exists():
            self.store.use()
            self.unlock()
        return found

    def keep(self):
        self.store.keep()
        self.unlock()

    def unlock(self):
        if self.lock:
            self.lock.close()
