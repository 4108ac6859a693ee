from django_redis.cache import RedisCache


class LenientCache(RedisCache):
    """With IGNORE_EXCEPTIONS, what is not in Redis counts as added when Redis is away.

    django-allauth takes a lock by `add` before it counts a try. Where it gets none it lets nobody in, so without this
    nobody could sign in while Redis is away.
    """

    def add(self, *args, **kwargs):
        added = super().add(*args, **kwargs)
        return True if added is None else added
