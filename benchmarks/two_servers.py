"""Two web servers on two ports, with one database and one Redis: whoever goes from one to the other notices nothing.

Prints a fact a line; exit code 1 where one does not hold.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import requests

from benchmarks.lab import BROWSER, ROOT, Lab, free_port, wait_until

PASSWORD = "half-a-fig-and-two-moths"  # noqa: S105 - of a gallery that is thrown away
TOKEN = re.compile(r'csrfmiddlewaretoken" value="(\w+)"')


class Browser:
    """Somebody who is sent now to one server and now to the other."""

    def __init__(self, ports, address="192.0.2.1"):
        self.ports, self.session = ports, requests.Session()
        self.session.headers.update({"User-Agent": BROWSER, "X-Forwarded-For": address, "Host": "localhost"})

    def get(self, server, path):
        return self.session.get(f"http://127.0.0.1:{self.ports[server]}{path}", timeout=30)

    def submit(self, server, page, address, **fields):
        """Sends a form with the token of a page that the other server gave."""
        token = TOKEN.search(self.get(1 - server, page).text)
        fields["csrfmiddlewaretoken"] = token[1] if token else ""
        return self.session.post(f"http://127.0.0.1:{self.ports[server]}{address}", fields, timeout=30)

    def sign_in(self, server, name, password=PASSWORD):
        return self.submit(server, "/account/login/", "/account/login/", login=name, password=password)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, Lab(Path(folder)) as lab:
        lab.start("redis")
        from benchmarks import content

        content.prepare()
        [(pk, path)] = content.make_pictures(1).items()
        ports = [int(os.environ["PORT"]), free_port()]
        lab.start("web")
        os.environ["PORT"] = str(ports[1])
        lab.processes["second"] = subprocess.Popen(
            [sys.executable, "-m", "gunicorn"], cwd=ROOT, stdout=lab.log, stderr=lab.log, process_group=0
        )
        for port in ports:
            wait_until(lambda port=port: answers(port), 60)
        facts = dict(compare(ports, pk, path))
    for words, holds in facts.items():
        print(f"{words:72}{'holds' if holds else 'DOES NOT HOLD'}")
    return 0 if all(facts.values()) else 1


def answers(port) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/health/", timeout=5).ok
    except requests.ConnectionError:
        return False


def compare(ports, pk, path):
    from benchmarks import content
    from community.models import Like, Member
    from gallery.models import ImagePage, ImageStats
    from tests.factories import MemberFactory

    ana = MemberFactory(username="ana")
    ana.set_password(PASSWORD)
    ana.save()
    browser, stranger = Browser(ports), Browser(ports, "192.0.2.2")
    album = path.rsplit("/", 2)[0] + "/"
    browser.sign_in(0, "ana")
    yield "a sign-in at one is one at the other", all("/people/ana/" in browser.get(each, "/").text for each in (0, 1))
    pages = [stranger.get(each, album) for each in (0, 1, 0, 1)]
    yield "a page is the same, to its validator", len({(page.text, page.headers["ETag"]) for page in pages}) == 1
    browser.submit(0, path, f"/pictures/{pk}/like/", action="like")
    liked = [browser.get(each, album).text for each in (1, 0)]
    yield "a like at one is seen at the other", all('value="unlike"' in page for page in liked)
    browser.submit(1, path, f"/pictures/{pk}/like/", action="like")
    yield "the same like at the other is no second one", Like.objects.filter(page=pk).count() == 1
    ImagePage.objects.filter(pk=pk).update(title="A whole fig")
    yield "a new title is seen at both", all("A whole fig" in stranger.get(each, album).text for each in (0, 1))
    for each in (0, 1, 1, 0):
        stranger.get(each, path)
    content.flush_all()
    yield "a visitor of both is one view", ImageStats.objects.get(pk=pk).views == 2  # the member's is the other one
    ranks = [re.findall(r'data-views="(\d+)"', stranger.get(each, "/most-viewed/").text) for each in (0, 1)]
    yield "the ranking is the same", ranks == [["2"], ["2"]]
    guesses = [Browser(ports, "192.0.2.9").sign_in(each % 2, "ana", "wrong").status_code for each in range(14)]
    yield "wrong passwords at both are counted together", 429 in guesses
    Member.objects.filter(pk=ana.pk).update(is_active=False)
    signed_out = ["/people/ana/" not in browser.get(each, "/").text for each in (0, 1)]
    yield "who is suspended is signed out at both", all(signed_out)


if __name__ == "__main__":
    sys.exit(main())
