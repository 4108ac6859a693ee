from django.contrib.sessions.backends import cached_db


class SessionStore(cached_db.SessionStore):
    """Ignores session keys that Django cannot have made: a cookie may hold a NUL, which PostgreSQL refuses."""

    def _validate_session_key(self, key: str) -> bool:
        return super()._validate_session_key(key) and key.isalnum()  # type: ignore[misc]
