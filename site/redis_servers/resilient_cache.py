"""The default cache: Redis, and what happens while it is away."""

import threading

from django.core.cache import caches
from django_redis.cache import RedisCache
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from .breaker import breaker

LIMITS = ("allauth:rl:", "rl:")  # prefixes of the keys at which django-allauth and django-ratelimit count tries
# Set while Redis lacks a change. It is the module's because each thread has a cache object of its own.
outdated = threading.Event()


class ResilientCache(RedisCache):
    """While Redis is away, only the first command waits for it (breaker.py).

    Until it is back, limits on tries are counted in the database, so that they hold; nothing else is cached. A Redis
    that has missed a change is emptied before it is read again, or a session that was ended could come back to life.
    """

    def __init__(self, server, params):
        super().__init__(server, params)
        self.breaker = breaker(server)
        self.breaker.checks["cache"] = self.check

    def check(self):
        """Raises RedisError unless Redis can write; a ping is answered by a full or read-only one too."""
        redis = self.client.get_client()
        redis.set("check", 1, ex=60)
        if outdated.is_set():
            redis.flushdb(asynchronous=True)
            outdated.clear()

    def _ask(self, method, key, *args, missing, **kwargs):
        """Redis' answer. Without Redis: the database's answer if `key` counts tries, else `missing`."""
        if self.breaker.allows():
            try:
                if outdated.is_set():
                    self.check()
                return getattr(self.client, method)(key, *args, **kwargs)
            except (ConnectionInterrupted, RedisError) as error:
                self.breaker.failed(error.__cause__ or error)
        if isinstance(key, str) and key.startswith(LIMITS):
            return getattr(caches["limits"], method)(key, *args, **kwargs)
        if method not in {"get", "get_many", "has_key"}:
            outdated.set()
        return missing

    def get(self, key, default=None, version=None):
        return self._ask("get", key, default, version=version, missing=default)

    def get_many(self, keys, version=None):
        return self._ask("get_many", keys, version=version, missing={})

    def has_key(self, key, version=None):
        return self._ask("has_key", key, version=version, missing=False)

    def add(self, key, value, *args, **kwargs):
        """True without Redis: callers use this to take a lock, and would wait for one that nobody can release."""
        return self._ask("add", key, value, *args, missing=True, **kwargs)

    def set(self, key, value, *args, **kwargs):
        return self._ask("set", key, value, *args, missing=False, **kwargs)

    def set_many(self, data, *args, **kwargs):
        return self._ask("set_many", data, *args, missing=None, **kwargs) or []

    def touch(self, key, *args, **kwargs):
        return self._ask("touch", key, *args, missing=False, **kwargs)

    def delete(self, key, version=None):
        return bool(self._ask("delete", key, version=version, missing=False))

    def delete_many(self, keys, version=None):
        return self._ask("delete_many", keys, version=version, missing=0)

    def incr(self, key, delta=1, version=None):
        return self._ask("incr", key, delta, version=version, missing=None)

    def decr(self, key, delta=1, version=None):
        return self.incr(key, -delta, version)

    def clear(self):
        """Without Redis: it is emptied later, before it is read again."""
        outdated.set()
        if self.breaker.allows():
            try:
                self.check()
            except RedisError as error:
                self.breaker.failed(error)
