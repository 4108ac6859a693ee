"""What the public site serves beside pages, and how pages are sent."""

import gzip
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.factories import MemberFactory

STYLES = settings.BASE_DIR / "static/css"
IMPORTED = re.findall(r'@import "([^"]+)";', (STYLES / "site.css").read_text())


def test_every_style_sheet_is_on_every_page():
    files = {str(path.relative_to(STYLES)) for path in STYLES.rglob("*.css") if path.parent.name != "admin"}
    assert set(IMPORTED) == files - {"site.css", "print.css", "components/design.css"}


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/pages/{album}/",
        "/admin/bulk/gallery/imagepage/tag/?id={picture}",
        "/admin/users/inspect/{member}/",
    ],
)
def test_the_style_sheets_of_editors_are_there(client, picture, address):
    editor = MemberFactory(is_superuser=True)
    client.force_login(editor)
    address = address.format(album=picture.get_parent().pk, picture=picture.pk, member=editor.pk)
    ours = re.findall(r'href="/static/(css/[^"?]+)', client.get(address).content.decode())
    assert ours
    assert all(finders.find(each) for each in ours)


@pytest.mark.long
def test_the_public_site_has_one_style_sheet(tmp_path):
    code = (
        "import django; from django.conf import settings; from django.core.management import call_command;"
        f"settings.STATIC_ROOT = {str(tmp_path)!r}; django.setup();"
        "call_command('collectstatic', verbosity=0, interactive=False)"
    )
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "PYTHONPATH": f"{settings.BASE_DIR}:{settings.BASE_DIR / 'site'}",
        "SECRET_KEY": "a key of this test",
        "ALLOWED_HOSTS": "example.org",
    }
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=settings.BASE_DIR)
    (sheet,) = tmp_path.glob("css/site.????????????.css")
    content = sheet.read_text()
    assert "@import" not in content
    assert ".image-card" in content
    assert re.search(r'url\("\.\./vendor/instrument-sans/[^"]+\.[0-9a-f]{12}\.woff2"\)', content)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/gallery/", "/people/", "/most-viewed/", "/search/", "picture", "member"])
def test_a_stranger_is_sent_no_cookie(client, picture, address):
    member = MemberFactory()
    address = {"picture": picture.get_absolute_url(), "member": member.get_absolute_url()}.get(address, address)
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" in response["Vary"]


def test_pages_are_sent_compressed(client, gallery):
    response = client.get("/gallery/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Gallery" in gzip.decompress(response.content).decode()


def test_a_browser_finds_the_icon_where_no_page_names_it(client):
    assert client.get("/favicon.ico")["Location"].endswith("favicon.svg")
