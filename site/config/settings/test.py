"""For `make test`: fakeredis and SQLite, or the servers that bin/with-servers has started."""

import atexit
import os
import shutil
import tempfile

# Each process of pytest-xdist empties its Redis before a test: bin/with-servers has one for each.
if worker := os.environ.get("PYTEST_XDIST_WORKER", "").upper():  # such as GW0
    for name in ("REDIS_URL", "CACHE_URL", "BROKER_URL"):
        if name in os.environ:
            os.environ[name] = os.environ[f"{name}_{worker}"]

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, env

SECRET_KEY = "a-key-for-tests"  # noqa: S105 - it guards nothing
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SCRATCH = tempfile.mkdtemp(prefix="contact-sheet-test-")
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
MEDIA_ROOT = f"{SCRATCH}/media"
SERVE_MEDIA = True
INGEST_IN_CHILD = False  # a new Python for each of a thousand pictures; gallery/tests/test_child.py has one
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# A file, not memory: threads with connections of their own must meet a real lock.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{SCRATCH}/db.sqlite3"}

# A busy machine is no machine without Redis: whether the site waits for it is asked of a Redis that hangs.
for name in ("default", "counters"):
    CACHES[name]["OPTIONS"] = CACHES[name]["OPTIONS"] | {"SOCKET_TIMEOUT": 10, "SOCKET_CONNECT_TIMEOUT": 10}

if not env("REDIS_URL", default=""):
    from fakeredis import FakeRedisConnection

    fakes = {"default": "redis://fake/0", "counters": "redis://fake/1", "jobs": "redis://fake/1?socket_timeout=2"}
    for name, url in fakes.items():
        options = {**CACHES[name]["OPTIONS"], "CONNECTION_POOL_KWARGS": {"connection_class": FakeRedisConnection}}
        CACHES[name] |= {"LOCATION": url, "OPTIONS": options}

# Jobs are handed over and stay there: a test that is about a job calls it.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
