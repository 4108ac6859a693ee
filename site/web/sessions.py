from django.contrib.sessions.backends import cached_db


class SessionStore(cached_db.SessionStore):
    """Takes no key that Django has not made: a cookie may hold anything, and PostgreSQL refuses to look for a NUL."""

    def _validate_session_key(self, key):
        return super()._validate_session_key(key) and key.isalnum()
