"""Enqueues jobs for the worker, without waiting for a broker that is away."""

import redis
from celery import Task, current_app
from django.conf import settings
from kombu.exceptions import OperationalError

from .breaker import breaker

broker = breaker(settings.BROKER_URL)
WAIT = settings.REDIS_OPTIONS["SOCKET_TIMEOUT"]  # seconds


def enqueue(task: Task, *args: object) -> bool:
    """Whether the broker took the job. If not, the job is lost, so a periodic job has to make up for it."""
    if not broker.allows():
        return False
    try:
        # A connection of its own, as those of the worker have longer timeouts.
        with current_app.connection_for_write() as connection:
            connection.transport_options |= {"socket_timeout": WAIT, "socket_connect_timeout": WAIT, "max_retries": 0}
            task.apply_async(args, connection=connection, retry=False)
    except (OperationalError, OSError, redis.RedisError) as error:
        broker.failed(error)
        return False
    return True


def check() -> None:
    options = {"socket_timeout": WAIT, "socket_connect_timeout": WAIT, "retry": None}
    with redis.Redis.from_url(settings.BROKER_URL, **options) as client:
        client.set("check", 1, ex=60)


broker.checks["broker"] = check
