import os
import subprocess
import sys
from pathlib import Path

import pytest

from redis_servers import redis_urls
from web.public_url import is_web_address

ROOT = Path(__file__).resolve().parent.parent
KEY = "k3y-" * 15
GOOD = {
    "SECRET_KEY": KEY + "abcdefghijklmnop",
    "ALLOWED_HOSTS": "example.org",
    "PROXY_COUNT": "1",
    "PUBLIC_URL": "https://example.org",
}


def check(**environment):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    known |= {"DJANGO_SETTINGS_MODULE": "config.settings.production"}
    return subprocess.run(command, cwd=ROOT, env=known | environment, capture_output=True, text=True, check=False)


def test_production_passes_the_deployment_checks():
    done = check(**GOOD)
    assert done.returncode == 0, done.stderr


def test_production_counts_its_proxies():
    done = check(**GOOD | {"PROXY_COUNT": "0"})
    assert done.returncode != 0
    assert "PROXY_COUNT" in done.stderr


def test_production_knows_its_address():
    done = check(**GOOD | {"PUBLIC_URL": ""})
    assert done.returncode != 0
    assert "PUBLIC_URL is not set" in done.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_refuses_to_start_without(missing):
    environment = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "example.org"}
    del environment[missing]
    done = check(**environment)
    assert done.returncode != 0
    assert missing in done.stderr


def test_the_cache_may_not_share_a_database():
    url = "redis://example.org:6379/0"
    done = check(SECRET_KEY=KEY, ALLOWED_HOSTS="example.org", REDIS_URL=url, CACHE_URL=url)
    assert done.returncode != 0
    assert "CACHE_URL must name a database of its own" in done.stderr


def test_the_sites_own_address_has_a_scheme():
    done = check(SECRET_KEY=KEY, ALLOWED_HOSTS="example.org", PUBLIC_URL="example.org")
    assert done.returncode != 0
    assert "PUBLIC_URL must be an address like https://example.org" in done.stderr


@pytest.mark.parametrize("url", ["https://example.org", "http://localhost:8000/", "http://[::1]:8000"])
def test_a_web_address(url):
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    ["example.org", "localhost:8000", "ftp://example.org", "https://", "https://a:b", "http://[::1", "http://a:99999"],
)
def test_no_web_address(url):
    assert not is_web_address(url)


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("redis://:secret@127.0.0.1:6379/0", "redis://:secret@127.0.0.1:6379/2"),
        ("rediss://example.org:6380", "rediss://example.org:6380/2"),
        ("redis://example.org:6380?db=0&protocol=3", "redis://example.org:6380/2?protocol=3"),
        ("unix:///var/valkey.sock?db=0", "unix:///var/valkey.sock?db=2"),
    ],
)
def test_with_database_keeps_the_rest(url, other):
    assert redis_urls.with_database(url, 2) == other


def test_with_database_refuses_a_cluster():
    with pytest.raises(ValueError, match="CACHE_URL"):
        redis_urls.with_database("redis://example.org:6380?cluster=true", 2)


def test_a_socket_path_that_is_too_long_moves(tmp_path):
    assert redis_urls.embedded_redis_socket(Path("/srv/var")) == Path("/srv/var/valkey.sock")
    moved = redis_urls.embedded_redis_socket(tmp_path / ("long" * 30))
    assert len(str(moved)) < 100
    assert moved == redis_urls.embedded_redis_socket(tmp_path / ("long" * 30))


def test_celery_spells_sockets_its_own_way():
    assert redis_urls.celery_broker("unix:///v.sock?db=2") == "redis+socket:///v.sock?virtual_host=2"
    assert redis_urls.celery_broker("redis://example.org/2") == "redis://example.org/2"
