"""For `make run` and for work on the code: one machine, loopback only."""

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, MIDDLEWARE, SECRET_KEY, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=True)
VAR_DIR.mkdir(exist_ok=True)
SECRET_KEY = SECRET_KEY or "not-a-secret-for-development-only"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", ".localhost"])

# Static files come from their folders, media from MEDIA_ROOT (config/urls.py), whatever DEBUG says.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
SERVE_MEDIA = True

MIDDLEWARE += ["web.middleware.OwnNotFoundPageMiddleware"]

EMAIL_BACKEND = "local.mail.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"

# The toolbar lies over the page, so it is there for those who ask: make setup-dev, then DEBUG_TOOLBAR=1 make run
if env.bool("DEBUG_TOOLBAR", default=False):
    INSTALLED_APPS += ["debug_toolbar"]
    MIDDLEWARE.insert(3, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]
