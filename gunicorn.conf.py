"""The web server, for `make run` and for the public site; what differs comes from the environment."""

import os

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
pythonpath = "site"
wsgi_app = "config.wsgi"

# Threads wait for the database and Redis; processes use the processors.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4

loglevel = "warning"
# Its socket lies in the home folder and would be fought over by all gunicorns of one user.
control_socket_disable = True

development = os.environ.get("DJANGO_SETTINGS_MODULE") == "config.settings.dev"
# Ctrl-C does not wait for a slow page; a deployment does.
graceful_timeout = 2 if development else 30
reload = development and os.environ.get("RELOAD") == "1"

# Workers are forked from a process that has loaded all: they share its memory, and answer their first page at once.
preload_app = not reload


def when_ready(server):
    if preload_app:
        from web.warming import warm

        warm()
