"""Asks for an address, and says in the table's words what was answered."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from . import figures
from .states import DRAFT_OF_LIVE, canary

ONE_TIME = re.compile(r'csrfmiddlewaretoken" value="\w+"|"CSRF_TOKEN": "\w+"')
NOT_COMPARED = {"Content-Length", "Expires", "ETag"}  # as long as the address, as late as it is, a hash of its content
SIGN_IN, ADMIN = "/account/login/", "/admin/"


@dataclass(frozen=True)
class Answer:
    """`text`: headers and content, without what the request itself said, and without what differs each time."""

    status: int
    location: str
    text: str

    def names(self, state, in_admin=False) -> bool:
        words = [canary(state)]
        if in_admin and state == "draft over live":
            words.append(canary(DRAFT_OF_LIVE))
        return any(word in self.text for word in words)


def ask(world, row, viewer, state) -> Answer:
    address = "/" + row.address.format(**world.places[state]).lstrip("/")
    client = world.clients[viewer]
    figures.NUMBERS["requests"] += 1
    if row.form:
        response = client.post(address, row.form, headers={"accept": "application/json"})
    else:
        response = client.get(address, headers={"host": row.host})
    client.cookies.pop("messages", None)  # to be read on the next page
    return Answer(response.status_code, response.get("Location", ""), readable(response, address))


def readable(response, address):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "".join(f"{name}: {value}\n" for name, value in response.items() if name not in NOT_COMPARED)
    text = headers + content.decode(errors="replace")
    plain = unquote(address)
    for said in (quote(address, safe=""), quote(plain, safe=""), quote(plain), address, plain):
        text = text.replace(said, "*")
    return ONE_TIME.sub("", text)


def verdict(answer: Answer, never: Answer, row, state: str) -> str:
    """never: what was answered about the picture that never was."""
    if answer.status == 200:
        return verdict_of_page(answer, row, state)
    if answer.status == 404:
        return "hidden" if answer == never else "another 404"
    if answer.status == 401 or (answer.status == 302 and answer.location.startswith(SIGN_IN)):
        return "login"
    if answer.status == 302 and answer.location == ADMIN:
        return "denied"
    return "moved" if answer.status == 301 else str(answer.status)


def verdict_of_page(answer, row, state) -> str:
    named = answer.names(state, row.in_admin)
    if row.is_list:
        return "named" if named else "absent"
    if named:
        return "shown"
    for sign, word in {"Content-Type: image/": "file", '"status": "ok"': "done", 'id="password"': "password"}.items():
        if sign in answer.text:
            return word
    return "200 without the canary"
