"""The workers, `worker` and `images` in the Procfile: gallery/tasks.py says what they do."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("contact_sheet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
