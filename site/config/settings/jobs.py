"""How jobs are handed over, and when the regular ones run. Where their broker is, base.py says."""

from celery.schedules import crontab

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
# For the worker and its beat: Celery's own patience is 6 seconds a job. Requests have less (redis_servers/broker.py).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": 0.2,
    "socket_timeout": 1,
}
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CHANNEL_ERROR_RETRY = True  # such as a Redis that has become read-only
CELERY_WORKER_CONSUMER = "redis_servers.celery_worker:BreakerConsumer"  # a worker outlives any outage
CELERY_BEAT_SCHEDULER = "redis_servers.celery_worker:QuietScheduler"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# Files have a queue, and a worker, of their own: behind two hundred uploads no view waits to be stored.
CELERY_TASK_ROUTES = {"gallery.tasks.make_*": {"queue": "images"}}
FLUSH_SECONDS = 2  # totals and rankings are that old at most
SLICE_SECONDS = 2  # of which a slice takes one: what is removed or indexed in slices leaves time for the views
CELERY_BEAT_SCHEDULE = {
    # Run late or not at all rather than pile up behind a long job: hence the expiry, in seconds.
    "flush views": {
        "task": "gallery.tasks.flush_views",
        "schedule": FLUSH_SECONDS,
        "options": {"expires": FLUSH_SECONDS},
    },
    "remove members": {
        "task": "community.tasks.remove_members",
        "schedule": SLICE_SECONDS,
        "options": {"expires": SLICE_SECONDS},
    },
    "remove pages": {
        "task": "gallery.tasks.remove_pages",
        "schedule": SLICE_SECONDS,
        "options": {"expires": SLICE_SECONDS},
    },
    "index what is outdated": {
        "task": "gallery.tasks.index_outdated",
        "schedule": SLICE_SECONDS,
        "options": {"expires": SLICE_SECONDS},
    },
    "make missing renditions": {
        "task": "gallery.tasks.make_missing_renditions",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "publish on schedule": {"task": "gallery.tasks.publish_scheduled", "schedule": 60, "options": {"expires": 60}},
    "hide images": {"task": "gallery.tasks.hide_images", "schedule": 20, "options": {"expires": 20}},
    "sweep orphans": {"task": "gallery.tasks.sweep_orphans", "schedule": crontab(minute=17, hour="*/6")},
}
