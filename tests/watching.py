"""A browser that notes what no page of ours may do: break its policy, run what somebody typed, ask another host."""

from collections import defaultdict

from django.conf import settings
from django.test import Client

WATCH = """
window.pwned = (mark) => window.note("ran", String(mark));
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
  window.note("violations", `${effectiveDirective} ${blockedURI} ${sample}`));
"""
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36"


class Watched:
    """One window. `noted` has what happened, by kind: "ran", "violations", "dialogs", "elsewhere"."""

    def __init__(self, chromium, address, member=None, **options):
        self.address, self.noted = address, defaultdict(list)
        self.context = chromium.new_context(user_agent=BROWSER, timezone_id="UTC", **options)
        self.context.expose_binding("note", lambda _source, kind, text: self._note(kind, text))
        self.context.add_init_script(WATCH)
        if member:
            self.context.add_cookies([session_cookie(member, address)])
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self._hear(message.text))
        self.page.on("dialog", self._dismiss)
        self.page.on("request", lambda request: self._ask(request.url))

    def open(self, path):
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def _note(self, kind, text):
        self.noted[kind].append(f"{self.page.url.removeprefix(self.address)}: {text}")

    def _hear(self, text):
        if "Content Security Policy" in text or "Permissions-Policy" in text:
            self._note("violations", text)

    def _dismiss(self, dialog):
        if dialog.type != "beforeunload":
            self._note("dialogs", dialog.message)
        dialog.accept()

    def _ask(self, url):
        if not url.startswith((self.address, "data:", "blob:")):
            self._note("elsewhere", url)


def session_cookie(member, address):
    client = Client()
    client.force_login(member)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": address}
