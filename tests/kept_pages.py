"""Asking for pages as a browser does, and whether they were kept."""

BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


def html(client, address):
    response = client.get(address, headers=BROWSER)
    assert response.status_code == 200, address
    return response.content.decode()


def is_kept(client, address):
    """Whether it was not rendered anew: the test client knows the templates that were."""
    html(client, address)
    return "base.html" not in [each.name for each in client.get(address, headers=BROWSER).templates]
