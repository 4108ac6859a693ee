"""For `make test`: fakeredis and SQLite, or the servers that tests/servers.py has started."""

import tempfile

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, env

SECRET_KEY = "a-key-for-tests"  # noqa: S105 - it guards nothing
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = tempfile.mkdtemp(prefix="contact-sheet-test-media-")
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# A file, not memory: threads with connections of their own must meet a real lock.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": tempfile.mkdtemp(prefix="contact-sheet-test-db-") + "/db.sqlite3"}

if not env("REDIS_URL", default=""):
    from fakeredis import FakeConnection

    for cache in CACHES.values():
        cache["LOCATION"] = cache["LOCATION"].replace("unix://", "redis://fake", 1)
        cache["OPTIONS"] = {**cache["OPTIONS"], "CONNECTION_POOL_KWARGS": {"connection_class": FakeConnection}}

CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
