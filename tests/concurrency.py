from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def at_once(threads, jobs):
    """Runs the jobs, answers what they answer; each thread's connection is closed at the end."""

    def run(job):
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, jobs))
