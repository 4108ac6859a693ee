"""The web server, for `make run` and for the public site; what differs comes from the environment."""

import os
import tempfile

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

# What the workers remember together (gallery/memory.py): a file without a name, which they inherit. It ends with them.
if "SHARED_MEMORY" not in os.environ:
    shared_memory, name = tempfile.mkstemp()
    os.unlink(name)
    os.truncate(shared_memory, 2 << 20)
    os.set_inheritable(shared_memory, True)  # by the next gunicorn, where one takes over from this one
    os.environ["SHARED_MEMORY"] = str(shared_memory)


def post_worker_init(worker):
    from gallery import upkeep  # Django is there by now

    upkeep.start()
