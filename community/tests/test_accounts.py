import re
import threading

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client

from community.models import Member

from .accounts import PASSWORD, link_in, member_of, sign_in, sign_up


@pytest.fixture
def ana(db):
    return Member.objects.create_user("ana", "ana@example.org", PASSWORD)


def test_sign_up_makes_a_member_without_rights(client, gallery):
    assert sign_up(client).status_code == 302
    member = Member.objects.get(username="bram")
    assert member.email == "bram@example.org"
    assert not member.is_staff
    assert not member.is_superuser
    assert not member.has_perm("wagtailadmin.access_admin")
    assert member_of(client) == "bram"
    assert client.get("/admin/", follow=True).status_code == 403


def test_sign_up_takes_no_rights_from_the_form(client, db):
    sign_up(client, is_staff="on", is_superuser="on", groups="1")
    member = Member.objects.get(username="bram")
    assert not member.is_staff
    assert not member.is_superuser
    assert not member.groups.exists()


@pytest.mark.parametrize("username", ["ana", "ANA", "ａｎａ", "аna", "admin", "a", "ana b", "2024"])
def test_sign_up_refuses(client, ana, username):
    answer = sign_up(client, username)
    assert answer.context["form"].errors.keys() == {"username"}
    assert Member.objects.count() == 1


def test_sign_up_refuses_a_look_alike_of_one_alphabet(client, db):
    Member.objects.create_user("coco")
    answer = sign_up(client, "сосо")
    assert answer.context["form"].has_error("username", "taken")


def test_sign_up_refuses_a_weak_password(client, db):
    assert sign_up(client, password="12345678").context["form"].errors.keys() == {"password1"}


def test_sign_up_keeps_small_letters(client, db):
    sign_up(client, "Bram.B")
    assert Member.objects.get().username == "bram.b"


def test_sign_up_shows_errors_at_their_field(client, ana):
    page = sign_up(client, "ana").content.decode()
    described = re.search(r'<input[^>]*name="username"[^>]*aria-describedby="([^"]*)"', page)[1].split()
    assert all(f'id="{each}"' in page for each in described)
    assert "id_username_error" in described


def test_sign_up_that_loses_the_race_gets_the_form_again(client, db, monkeypatch):
    def somebody_is_quicker(request, user, form, commit=True):
        Member.objects.create_user("bram")
        return save_user(request, user, form, commit)

    from community.adapters import AccountAdapter

    save_user = AccountAdapter().save_user
    monkeypatch.setattr(AccountAdapter, "save_user", lambda self, *args: somebody_is_quicker(*args))
    answer = sign_up(client)
    assert answer.status_code == 200
    assert answer.context["form"].has_error("username", "taken")
    assert member_of(client) is None


@pytest.mark.exact
@pytest.mark.django_db(transaction=True)
def test_two_sign_ups_at_once_make_one_member():
    names, answers, start = ["coco", "сосо", "c0co", "Coco"], [], threading.Barrier(4)

    def one(name, number):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        start.wait()
        answers.append(sign_up(client, name, f"{number}@example.org").status_code)
        connection.close()

    threads = [threading.Thread(target=one, args=(name, number)) for number, name in enumerate(names)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(answers) == [200, 200, 200, 302]
    assert Member.objects.count() == EmailAddress.objects.count() == 1


def test_reset_link_works_once(client, ana, mailoutbox):
    assert client.post("/account/password/reset/", {"email": "ana@example.org"}).status_code == 302
    assert mailoutbox[0].to == ["ana@example.org"]
    link = link_in(mailoutbox[0])
    form = client.get(link).url
    new = {"password1": "baryta-paper-8", "password2": "baryta-paper-8"}
    assert client.post(form, new).status_code == 302
    assert ana.check_password(PASSWORD)
    ana.refresh_from_db()
    assert ana.check_password("baryta-paper-8")
    assert "<title>This link has expired" in " ".join(Client().get(link).content.decode().split()).replace("> ", ">")
    assert "expired" in client.post(form, new).content.decode()


def test_reset_does_not_tell_who_has_an_account(client, ana, mailoutbox):
    answers = [client.post("/account/password/reset/", {"email": f"{name}@example.org"}) for name in ("ana", "nobody")]
    assert answers[0].url == answers[1].url
    assert [mail.subject for mail in mailoutbox] == ["Set a new password", "There is no account with this address"]


def test_new_password_leaves_the_rest_of_the_member_alone(client, ana, monkeypatch):
    client.force_login(ana)
    check = Member.check_password

    def meanwhile(self, password):
        Member.objects.filter(pk=self.pk).update(followers_count=3)
        return check(self, password)

    monkeypatch.setattr(Member, "check_password", meanwhile)
    new = {"oldpassword": PASSWORD, "password1": "baryta-paper-8", "password2": "baryta-paper-8"}
    assert client.post("/account/password/change/", new).status_code == 302
    ana.refresh_from_db()
    assert ana.followers_count == 3
    assert check(ana, "baryta-paper-8")
    assert member_of(client) == "ana"


def test_unverified_members_wait_where_verification_is_mandatory(client, db, settings, mailoutbox):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    assert sign_up(client).url == "/account/confirm-email/"
    assert member_of(client) is None
    assert sign_in(client, "bram").url == "/account/confirm-email/"
    link = link_in(mailoutbox[0])
    assert "bram@example.org" in client.get(link).content.decode()
    assert not EmailAddress.objects.get().verified  # a mail program that looks at the link confirms nothing
    client.post(link)
    assert EmailAddress.objects.get().verified
    sign_in(client, "bram")
    assert member_of(client) == "bram"


def test_accounts_from_the_command_line_need_no_mail(client, db, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    Member.objects.create_superuser("boss", "", PASSWORD)
    sign_in(client, "boss")
    assert member_of(client) == "boss"


def test_sign_up_survives_a_mail_server_that_is_away(client, db, settings, caplog):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    assert sign_up(client).status_code == 302
    assert member_of(client) == "bram"
    assert "No mail could be sent" in caplog.text


def test_closed_accounts_are_told_so(client, ana):
    Member.objects.filter(pk=ana.pk).update(is_active=False)
    assert sign_in(client, "ana").url == "/account/inactive/"
    assert member_of(client) is None


@pytest.mark.parametrize(
    "path", ["login", "signup", "inactive", "confirm-email", "password/reset", "password/reset/done", "confirm-email/x"]
)
def test_pages_of_strangers(client, db, path):
    assert 'class="form-page"' in client.get(f"/account/{path}/").content.decode()


@pytest.mark.parametrize("path", ["email", "password/change", "password/set"])
def test_pages_of_members(client, ana, path):
    address = f"/account/{path}/"
    assert client.get(address).url == f"/account/login/?next={address}"
    client.force_login(ana)
    assert 'class="form-page"' in client.get(address, follow=True).content.decode()


def test_forms_tell_the_browser_what_to_fill_in(client, db):
    page = client.get("/account/signup/").content.decode() + client.get("/account/login/").content.decode()
    assert set(re.findall(r'autocomplete="(\S+)"', page)) >= {"username", "email", "new-password", "current-password"}
    assert "placeholder" not in page.split('class="form-page"')[1].split("</form>")[0]


def test_a_changed_address_counts_once_it_is_confirmed(client, ana, mailoutbox):
    EmailAddress.objects.create(user=ana, email=ana.email, primary=True, verified=True)
    client.force_login(ana)
    client.post("/account/email/", {"action_add": "", "email": "new@example.org", "oldpassword": PASSWORD})
    ana.refresh_from_db()
    assert ana.email == "ana@example.org"
    assert "new@example.org" in client.get("/account/email/").content.decode()
    client.post(link_in(mailoutbox[0]))
    ana.refresh_from_db()
    assert ana.email == "new@example.org"


def test_the_one_address_stays(client, ana):
    EmailAddress.objects.create(user=ana, email=ana.email, primary=True, verified=True)
    client.force_login(ana)
    client.post("/account/email/", {"action_remove": "", "email": ana.email})
    assert EmailAddress.objects.get().email == "ana@example.org"


NEW_EMAIL = ("/account/email/", {"action_add": "", "email": "new@example.org"})
NEW_PASSWORD = ("/account/password/change/", {"password1": "baryta-paper-8", "password2": "baryta-paper-8"})


@pytest.mark.parametrize(("path", "new"), [NEW_EMAIL, NEW_PASSWORD])
@pytest.mark.parametrize("given", [{}, {"oldpassword": "wrong"}])
def test_changing_the_account_asks_for_its_password(client, ana, path, new, given):
    client.force_login(ana)
    answer = client.post(path, {**new, **given})
    assert answer.context["form"].errors.keys() == {"oldpassword"}
    assert not EmailAddress.objects.filter(email="new@example.org").exists()
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)


@pytest.mark.parametrize(("path", "new"), [NEW_EMAIL, NEW_PASSWORD])
def test_the_current_password_cannot_be_tried_for_ever(client, ana, path, new, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "change_password": None}
    client.force_login(ana)
    answers = [client.post(path, {**new, "oldpassword": "wrong"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1]["Retry-After"] == "300"
    assert client.post(path, {**new, "oldpassword": PASSWORD}).status_code == 429


def test_editors_change_their_account_where_members_do(client, db):
    client.force_login(Member.objects.create_superuser("boss", "boss@example.org", PASSWORD))
    page = client.get("/admin/account/").content.decode()
    assert "name_email-first_name" in page
    assert "name_email-email" not in page
    assert "password" not in re.findall(r'type="(\w+)"', page)
