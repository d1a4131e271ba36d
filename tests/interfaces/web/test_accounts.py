"""The account pages speak in our words, in the reader's language, and never promise a mail that nobody sends."""

from __future__ import annotations

import re

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core import mail
from django.test import Client

pytestmark = pytest.mark.django_db

EMAIL = "noor@example.org"
PASSWORD = "a quiet night on the hill"
# What allauth would say; our templates and forms must leave none of it.
THEIRS = re.compile(r"Email address|Log In|Sign Up|Remember Me|Password Reset|Forgot|Two-Factor|Authenticator app")
TITLES = {
    "/accounts/login/": {"en": "Sign in", "ms": "Log masuk", "es": "Iniciar sesión", "ca": "Inicia la sessió"},
    "/accounts/signup/": {
        "en": "Make an account",
        "ms": "Buat akaun",
        "es": "Crear una cuenta",
        "ca": "Crea un compte",
    },
    "/accounts/password/reset/": {
        "en": "You forgot your password?",
        "ms": "Anda terlupa kata laluan?",
        "es": "¿Olvidó la contraseña?",
        "ca": "Heu oblidat la contrasenya?",
    },
    "/accounts/password/reset/done/": {
        "en": "Look into your mail",
        "ms": "Lihat e-mel anda",
        "es": "Mire su correo",
        "ca": "Mireu el correu",
    },
    "/accounts/inactive/": {
        "en": "This account is closed",
        "ms": "Akaun ini ditutup",
        "es": "Esta cuenta está cerrada",
        "ca": "Aquest compte està tancat",
    },
}
OWN = ("/accounts/password/change/", "/accounts/email/", "/accounts/logout/", "/accounts/2fa/")


@pytest.fixture
def noor() -> object:
    """Somebody with a password."""
    person = get_user_model()(email=EMAIL)
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=EMAIL, primary=True, verified=True)
    return person


def read(client: Client, path: str, language: str = "en") -> str:
    return client.get(path, headers={"Accept-Language": language}, follow=True).content.decode()


@pytest.mark.parametrize("language", ["en", "ms", "es", "ca"])
def test_every_page_before_signing_in_is_in_the_readers_language(client: Client, language: str) -> None:
    for path, titles in TITLES.items():
        page = read(client, path, language)
        assert f"<h1>{titles[language]}</h1>" in page, path
        assert not THEIRS.search(page), path


@pytest.mark.parametrize("language", ["en", "ms", "es", "ca"])
def test_every_page_of_ones_own_account_is_in_the_readers_language(noor: object, language: str) -> None:
    client = Client()
    client.force_login(noor, backend="allauth.account.auth_backends.AuthenticationBackend")
    english = [read(client, path) for path in OWN]
    for path, told in zip(OWN, english, strict=True):
        page = read(client, path, language)
        heading = re.search("<h1>([^<]+)</h1>", page)
        assert heading, path
        assert (heading[0] in told) is (language == "en"), path
        assert not THEIRS.search(page), path


def test_a_wrong_password_is_told_without_saying_whether_the_account_exists(client: Client, noor: object) -> None:
    del noor
    for email in (EMAIL, "nobody@example.org"):
        told = client.post("/accounts/login/", {"login": email, "password": "wrong"}).content.decode()
        assert "Address and password do not belong together" in told


@pytest.mark.parametrize(("language", "subject"), [("en", "Choose a new password"), ("ms", "Pilih kata laluan baharu")])
def test_a_forgotten_password_is_set_anew_by_mail(noor: object, language: str, subject: str) -> None:
    del noor
    client = Client(headers={"Accept-Language": language})
    client.post("/accounts/password/reset/", {"email": EMAIL})
    (sent,) = mail.outbox
    assert sent.subject == f"Testamur: {subject}"
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", sent.body)
    assert link
    page = client.get(link[1], follow=True)
    form = page.redirect_chain[-1][0]
    said = client.post(form, {"password1": "another hill, another night", "password2": "another hill"})
    assert said.status_code == 200
    fitting = {"password1": "another hill, another night", "password2": "another hill, another night"}
    client.post(form, fitting)
    assert get_user_model().objects.get(email=EMAIL).check_password(fitting["password1"])


def test_a_link_that_was_used_says_so(client: Client, noor: object) -> None:
    key = f"{user_pk_to_url_str(noor)}-{default_token_generator.make_token(noor)}x"
    assert "This link does not work any more" in read(client, f"/accounts/password/reset/key/{key}/")
    assert "This link does not work any more" in read(client, "/accounts/confirm-email/none/")


def test_an_address_is_confirmed_by_a_link(client: Client, noor: object) -> None:
    other = EmailAddress.objects.create(user=noor, email="noor@elsewhere.example", primary=False, verified=False)
    page = read(client, f"/accounts/confirm-email/{EmailConfirmationHMAC(other).key}/", "es")
    assert "¿Es esta su dirección?" in page
    assert "noor@elsewhere.example" in page


def test_a_new_account_has_the_name_that_was_given_in_any_script(client: Client) -> None:
    given = {"name": "  نور  بنت سالم ", "email": EMAIL, "password1": PASSWORD}
    assert client.post("/accounts/signup/", {**given, "name": "a\u0007b"}).status_code == 200
    assert client.post("/accounts/signup/", given).status_code == 302
    assert get_user_model().objects.get(email=EMAIL).name == "نور بنت سالم"
    nameless = {"email": "someone@example.org", "password1": PASSWORD}
    assert Client().post("/accounts/signup/", nameless).status_code == 302


def answer_to_sign_up(email: str) -> tuple[str, str, bool]:
    """Return where signing up leads, what stands there but for the address, and whether one is signed in."""
    client = Client()
    said = client.post("/accounts/signup/", {"email": email, "password1": PASSWORD}, follow=True)
    page = re.sub(r'nonce="[^"]*"|value="[^"]*"', "", said.content.decode()).replace(email, "ADDRESS")
    return str(said.redirect_chain), page, "_auth_user_id" in client.session


def test_signing_up_answers_alike_whether_or_not_there_is_an_account(
    noor: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    del noor
    hashed: list[str] = []
    encode = ScryptPasswordHasher.encode

    def counted(self: ScryptPasswordHasher, password: str, salt: str, *cost: int) -> str:
        hashed.append(password)
        return str(encode(self, password, salt, *cost))

    monkeypatch.setattr(ScryptPasswordHasher, "encode", counted)
    known = answer_to_sign_up(EMAIL)
    assert hashed == [PASSWORD]  # what takes the time is done where it is of no use, too
    assert known == answer_to_sign_up("other@example.org")
    monkeypatch.undo()
    assert not known[2]
    holder, newcomer = mail.outbox
    assert (holder.to, newcomer.to) == ([EMAIL], ["other@example.org"])
    assert "there is one already" in holder.body
    assert "/accounts/login/" in holder.body
    assert "/accounts/confirm-email/" in newcomer.body
    assert get_user_model().objects.filter(email=EMAIL).count() == 1
    # Nor does the password that was typed just now tell them apart, until the address is confirmed.
    for email, typed in ((EMAIL, "another password"), ("other@example.org", PASSWORD)):
        page = Client().post("/accounts/login/", {"login": email, "password": typed}).content.decode()
        assert "or you have not followed the link in our mail yet" in page


def test_whoever_confirms_in_the_same_browser_is_led_to_where_they_were_going() -> None:
    client = Client()
    client.post("/accounts/signup/", {"email": EMAIL, "password1": PASSWORD, "next": "/models"})
    link = re.search(r"/accounts/confirm-email/\S+", str(mail.outbox[0].body))
    assert link
    assert client.post(link[0])["Location"] == "/models"
    assert client.get("/accounts/email/").status_code == 200


def test_whoever_lost_the_mail_comes_in_by_a_new_password() -> None:
    answer_to_sign_up(EMAIL)
    client = Client()
    client.post("/accounts/password/reset/", {"email": EMAIL})
    link = re.search(r"/accounts/password/reset/key/\S+", str(mail.outbox[-1].body))
    assert link
    form = client.get(link[0], follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "another hill, another night", "password2": "another hill, another night"})
    signed = Client().post("/accounts/login/", {"login": EMAIL, "password": "another hill, another night"})
    assert signed.status_code == 302


@pytest.mark.parametrize(
    ("is_demo", "is_kept", "says"),
    [(True, True, "This is a demo: mail is kept"), (False, True, "does not send mail yet"), (False, False, "")],
)
def test_a_page_that_promises_a_mail_says_where_it_lies(
    client: Client, settings: LazySettings, *, is_demo: bool, is_kept: bool, says: str
) -> None:
    settings.IS_DEMO, settings.IS_MAIL_KEPT = is_demo, is_kept
    page = read(client, "/accounts/password/reset/done/")
    assert (says in page) if says else ("notice" not in page)
    assert "/mail" not in re.sub(r'href="[^"]*"', "", page)


def test_the_second_step_is_switched_on_in_our_words(noor: object) -> None:
    del noor
    client = Client()
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    assert "La contrasenya, si us plau" in read(client, "/accounts/2fa/totp/activate/", "ca")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert "Activeu el segon pas" in read(client, "/accounts/2fa/totp/activate/", "ca")
    said = client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).content.decode()
    assert "This code does not fit." in said


def test_the_secret_of_the_second_step_can_be_copied_by_hand(noor: object) -> None:
    del noor
    client = Client()
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    shown = re.search(r'id="authenticator_secret"[^>]*>((<span>[A-Z2-7]{4}</span> ){8})', page)
    assert shown


def test_a_single_address_cannot_be_taken_away(noor: object) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    page = client.get("/accounts/email/").content.decode()
    assert "Remove it" not in page
    assert "Make it the main address" not in page
    assert "Send the link again" not in page
    EmailAddress.objects.create(user=noor, email="second@example.org", verified=True)
    assert "Remove it" in client.get("/accounts/email/").content.decode()
