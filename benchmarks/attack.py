"""Part of `make audit`: one member attacks with photos, web workers are killed in uploads, pictures are hidden.

Exit code 1 where `/people/` took a second or answered 5xx meanwhile, where a file is left that no row names, or where
an address that was saved before a picture was hidden answers after a minute.
"""

import http.client
import os
import random
import signal
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image

from benchmarks.lab import BROWSER, Lab, wait_until
from benchmarks.visitors import get

KILLS = 20


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, Lab(Path(folder)) as lab:
        site = prepare(lab)
        figures = [*attack(site), *saved_addresses(site), *kills(lab, site)]
        for words, value, _holds in figures:
            print(f"{words:64}{value}")
        return 0 if all(holds for _words, _value, holds in figures) else 1


class Site:
    """Where it listens, and a session of each of its members: a cookie."""

    def __init__(self, port, cookies, pictures):
        self.port, self.cookies, self.pictures = port, cookies, pictures

    def send_photo(self, member: int, photo: bytes) -> tuple[int, float]:
        """(status, seconds); status 0 for no answer."""
        boundary, token = uuid.uuid4().hex, "a" * 32
        fields = f'--{boundary}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        file = 'Content-Disposition: form-data; name="new_photo"; filename="photo.png"\r\nContent-Type: image/png'
        body = f"{fields}--{boundary}\r\n{file}\r\n\r\n".encode() + photo + f"\r\n--{boundary}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Cookie": f"csrftoken={token}; {self.cookies[member]}",
            "User-Agent": BROWSER,
        }
        began = time.perf_counter()
        web = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            web.request("POST", "/account/profile/", body, headers)
            return web.getresponse().status, time.perf_counter() - began
        except (OSError, http.client.HTTPException):
            return 0, time.perf_counter() - began
        finally:
            web.close()


def prepare(lab) -> Site:
    from benchmarks import content

    content.prepare()
    lab.start("redis")
    pictures = content.make_pictures(3)

    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from tests.factories import MemberFactory

    cookies = []
    for _member in range(40):
        client = Client()
        client.force_login(MemberFactory())
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    connection.close()
    lab.start("web", "worker", "images")
    wait_until(lambda: get(int(os.environ["PORT"]), "/people/")[0] == 200)
    print(f"On {connection.vendor}")
    return Site(int(os.environ["PORT"]), cookies, pictures)


def large_photo() -> bytes:
    """The heaviest that is allowed: 40 megapixels with an alpha channel."""
    content = BytesIO()
    noise = Image.effect_noise((200, 125), 60).resize((8000, 5000))
    Image.merge("RGBA", (noise, noise, noise, noise)).save(content, "PNG", compress_level=6)
    return content.getvalue()


def attack(site):
    from gallery.tests.hostile import png

    hostile, heavy = png(8000, 8000, 16, 6), large_photo()
    photos = ("64 megapixels of 16 bits", hostile), (f"40 megapixels, {len(heavy) >> 20} MB", heavy)
    for member, (name, photo) in enumerate(photos):
        asked, answers = people_asked_while(site, partial(eight_at_once, site, member, photo))
        slowest, statuses = max(seconds for _status, seconds in asked), Counter(status for status, _seconds in asked)
        median = statistics.median(seconds for _status, seconds in asked)
        fine = slowest < 1 and set(statuses) == {200} and all(status < 500 for status, _seconds in answers)
        took = max(seconds for _status, seconds in answers)
        yield f"eight photos at once, {name}: answers", f"{dict(Counter(s for s, _t in answers))} in {took:.2f} s", fine
        yield "    /people/ meanwhile, median and slowest", f"{median:.3f} s, {slowest:.3f} s {dict(statuses)}", fine


def eight_at_once(site, member, photo):
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda _turn: site.send_photo(member, photo), range(8)))


def people_asked_while(site, deed):
    """(what each question of `/people/` was answered, what the deed answers)"""
    asked, over = [], threading.Event()

    def ask():
        while not over.is_set():
            status, _body, seconds = get(site.port, "/people/")
            asked.append((status, seconds))

    asker = threading.Thread(target=ask)
    asker.start()
    answers = deed()
    time.sleep(0.5)
    over.set()
    asker.join()
    return asked, answers


def saved_addresses(site):
    from django.db import connection

    from gallery.models import ImagePage, Rendition

    time.sleep(25)  # one look of the job, which notes what is public
    picture = ImagePage.objects.get(pk=min(site.pictures))
    saved = [rendition.url for rendition in Rendition.objects.filter(image=picture.image_id)]
    alive = sum(get(site.port, url)[0] == 200 for url in saved)
    picture.unpublish()
    connection.close()
    seconds = wait_until(lambda: all(get(site.port, url)[0] == 404 for url in saved), 60)
    yield f"{alive} addresses saved before hiding: all 404 after", f"{seconds:.0f} s", alive == len(saved)


def kills(lab, site):
    """Web workers die while photos are uploaded; then the sweep, as if an hour had gone by."""
    photos, dice = [png_of(side) for side in (300, 900, 2000)], random.Random(1)
    for number in range(KILLS):
        with ThreadPoolExecutor(4) as pool:
            sent = [pool.submit(site.send_photo, 2 + (4 * number + n) % 38, dice.choice(photos)) for n in range(4)]
            time.sleep(dice.uniform(0.05, 0.6))
            os.kill(dice.choice(lab.web_workers()), signal.SIGKILL)
            for each in sent:
                each.result()
        wait_until(lambda: len(lab.web_workers()) == 2 and get(site.port, "/people/")[0] == 200)
    from django.db import connection

    from gallery.images import orphans

    orphans.YOUNGEST = timedelta(0)
    lab.kill("images", signal.SIGTERM)
    swept, left = orphans.sweep_orphans(), orphans.sweep_orphans()
    connection.close()
    yield f"orphans after {KILLS} kills of web workers: swept, left", f"{len(swept)}, {len(left)}", not left


def png_of(side):
    content = BytesIO()
    Image.effect_noise((side, side), 60).save(content, "PNG")
    return content.getvalue()


if __name__ == "__main__":
    sys.exit(main())
