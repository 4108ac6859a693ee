import os
import sys
from pathlib import Path

SITE = Path(__file__).resolve().parent.parent
sys.path[1:1] = [path for path in (str(SITE.parent), str(SITE)) if path not in sys.path]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from django.core.wsgi import get_wsgi_application  # noqa: E402 - the path comes first

application = get_wsgi_application()
