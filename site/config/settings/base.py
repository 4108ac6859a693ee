"""What is the same on every machine; all that differs comes from the environment."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from gallery.images.limits import EDITORS
from redis_servers import redis_urls
from web.public_url import is_web_address

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
PRODUCTION = False

INSTALLED_APPS = [
    "home",
    "gallery",
    "community",
    "activity",
    "wagtail.contrib.redirects",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "community.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "allauth",
    "allauth.account",
    "django_htmx",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "web.headers.PolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # of random length, and the CSRF token is masked: see BREACH
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "web.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "web.middleware.PrivatePagesMiddleware",
    "gallery.redirects.GatedRedirectMiddleware",
    "web.own_parts.OwnPartsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.theme.theme",
            ],
            "libraries": {"addresses": "web.canonical", "own": "web.own_parts"},
        },
    },
]

# The database. A pool, because opening a connection costs PostgreSQL more than most of our queries.
DATABASE_URL = env("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}"
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock when a transaction starts: a deferred one fails with "database is locked" half way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    from web.database import PatientConnection

    # No page waits longer than 2 seconds for a database that is away, be it for a connection or for an answer.
    pool = {"max_size": 8, "timeout": 1.2, "connection_class": PatientConnection}
    DATABASES["default"].setdefault("OPTIONS", {}).update(pool=pool, connect_timeout=2)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis: the counters, the cache and Celery's broker never share a database number, as `cache.clear()` empties one.
REDIS_URL = env("REDIS_URL", default="") or redis_urls.embedded_redis_url(VAR_DIR)
CACHE_URL = env("CACHE_URL", default="") or redis_urls.with_database(REDIS_URL, 1)
BROKER_URL = env("BROKER_URL", default="") or redis_urls.with_database(REDIS_URL, 2)
if CACHE_URL in {REDIS_URL, BROKER_URL}:
    raise ImproperlyConfigured("CACHE_URL must name a database of its own: the cache is emptied at times, all of it.")

# Redis' defaults wait for seconds and repeat commands. A page waits 100 ms, once (redis_servers/breaker.py); nothing is
# sent twice. With less, a busy machine would take itself for one without Redis.
PAGES_WAIT, JOBS_WAIT = 0.1, 2  # seconds for each connecting, sending and reading
REDIS_OPTIONS = {
    "SOCKET_TIMEOUT": PAGES_WAIT,
    "SOCKET_CONNECT_TIMEOUT": PAGES_WAIT,
    "CONNECTION_POOL_KWARGS": {"retry": None},
    "CONNECTION_FACTORY": "redis_servers.redis_connections.Connections",
}
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "redis_servers.resilient_cache.ResilientCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": REDIS_OPTIONS,
    },
    "limits": {  # while the default cache is without its Redis (redis_servers/resilient_cache.py)
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limits_cache",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},  # beyond it a third is thrown away: nobody shall talk the limits away
    },
    "counters": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": REDIS_OPTIONS,
    },
    # The counters for jobs: no reader waits for them, and a busy moment shall not end a flush or a rebuilding half way.
    "jobs": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": redis_urls.with_timeout(REDIS_URL, JOBS_WAIT),
        "OPTIONS": REDIS_OPTIONS,
    },
}
SESSION_ENGINE = "web.sessions"

CELERY_BROKER_URL = redis_urls.celery_broker(BROKER_URL)

from .accounts import *  # noqa: E402, F403 - .env is read by now
from .jobs import *  # noqa: E402, F403

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ko", _("Korean"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 31_536_000  # seconds: what was chosen lasts a year
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = env("TIME_ZONE", default="UTC")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "gallery.images.files.MediaStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
MEDIA_ADDRESS_SECONDS = 0  # how long the address of a file may be kept; 0: as long as the file has its name
# Larger uploads go to a file in /tmp, not to memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FILES = 250  # in one form: what an editor without script adds to an album

# How many proxies of our own stand before the web server, each adding to X-Forwarded-For.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
# How many visitors of one network count for a picture in half an hour: a changed User-Agent makes no crowd.
VISITORS_PER_NETWORK = env.int("VISITORS_PER_NETWORK", default=20)

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False

WAGTAIL_SITE_NAME = "Contact Sheet"
PUBLIC_URL = env("PUBLIC_URL", default="")
if PUBLIC_URL and not is_web_address(PUBLIC_URL):
    raise ImproperlyConfigured("PUBLIC_URL must be an address like https://example.org.")
WAGTAILADMIN_BASE_URL = PUBLIC_URL or "http://localhost:8000"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "gallery.search.backend"}}
WAGTAILIMAGES_IMAGE_MODEL = "gallery.GalleryImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "gallery.images.forms.GalleryImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = EDITORS.bytes
INGEST_IN_CHILD = True
WAGTAILIMAGES_JPEG_QUALITY = 82
WAGTAILIMAGES_WEBP_QUALITY = 80
WAGTAILIMAGES_AVIF_QUALITY = 63
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # behind the page that checks who may read them, on object storage too
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request to another host tells who works here
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "gallery/password_required.html"  # noqa: S105 - a template
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "link"]},
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gallery": {"level": "INFO"},
        "community": {"level": "INFO"},
        "activity": {"level": "INFO"},
    },
}
