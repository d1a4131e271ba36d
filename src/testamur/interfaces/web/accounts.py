"""The words of the account pages: allauth does the work, and says it as we would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from allauth.account import forms, signals
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import EmailAddress, Login
from allauth.account.utils import filter_users_by_email, get_next_redirect_url
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.forms import BaseForm, CharField, TextInput
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

_LONGEST_NAME = 200
_EMAIL = _("E-mail address")
_CODE = _("Code")
_PASSWORD = _("Password")
_NEW_PASSWORD = _("New password")
_AGAIN = _("The same password again")
_WHAT_IT_TAKES = _("At least 8 characters, no password that many people use, and nothing like your e-mail address.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth comes without types
    """Says what went wrong with an account in our words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask your institution to open it again."),
        # One sentence for both: whoever made the account just now and whoever guesses are told the same.
        "email_password_mismatch": _(
            "Address and password do not belong together, or you have not followed the link in our mail yet. Check "
            "both, and try again."
        ),
        "email_taken": _("There is an account with this address already. Sign in instead."),
        "enter_current_password": _("This is not your present password. Type it again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "invalid_password_reset": _("This link was used already, or is too old. Ask for a new one."),
        "too_many_login_attempts": _("There were too many attempts. Wait a few minutes, then try again."),
        "duplicate_email": _("This address is among yours already."),
        "max_email_addresses": _("You have %d addresses, and more are not kept. Remove one first."),
        "rate_limited": _("That was very often. Wait a few minutes, then try again."),
    }

    def save_user(
        self,
        request: HttpRequest,
        user: AbstractBaseUser,
        form: BaseForm,
        commit: bool = True,  # noqa: FBT001, FBT002 - as allauth calls it
    ) -> AbstractBaseUser:
        """Keep a new account with the name that was given."""
        user.name = form.cleaned_data.get("name", "")  # type: ignore[attr-defined] # ours has a name
        saved: AbstractBaseUser = super().save_user(request, user, form, commit=commit)
        return saved

    def authenticate(self, request: HttpRequest, **credentials: object) -> AbstractBaseUser | None:
        """Return whose password this is, unless they have never shown that the address of their new account is theirs.

        Else whoever tries to make an account with somebody's address would learn here whether there was one.
        """
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return None if found is not None and _is_only_claimed(found) else found

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the holder of an address that somebody wanted to make an account with it."""
        pages = {"login_url": "account_login", "password_reset_url": "account_reset_password"}
        links = {name: self.request.build_absolute_uri(reverse(page)) for name, page in pages.items()}
        self.send_mail("account/email/account_already_exists", email, links)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc] # as above
    """Says what went wrong with the second step in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Switch the second step off before you add an address."),
        "cannot_generate_recovery_codes": _("Switch the second step on first: spare codes belong to it."),
        "incorrect_code": _("This code does not fit. Codes change every half a minute: type the newest."),
        "unverified_email": _("Confirm your e-mail address first. Under “E-mail addresses” the link is sent again."),
    }


class SignIn(forms.LoginForm):  # type: ignore[misc] # as above
    """Address and password."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        _call(self, {"login": _EMAIL, "password": _PASSWORD, "remember": _("Stay signed in on this device")})
        self.fields["password"].help_text = ""


class SignUp(forms.SignupForm):  # type: ignore[misc] # as above
    """A new account."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        self.fields["name"] = CharField(
            max_length=_LONGEST_NAME,
            required=False,
            label=_("Your name"),
            help_text=_(
                "As you write it, in any script. It stands on what you sign and are awarded; it may stay empty."
            ),
            widget=TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        )
        _call(self, {"email": _EMAIL, "password1": _PASSWORD})
        self.order_fields(["name", "email", "password1"])

    def clean_name(self) -> str:
        """Return the name on one line. Raises `ValidationError` for one that cannot be shown."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not name.isprintable():
            raise ValidationError(_("There is a character in it that cannot be seen. Write it again."))
        return name

    def validate_unique_email(self, value: str) -> str:
        """Take an address that has an account like any other; its holder is told by mail, and nobody else."""
        self.account_already_exists = bool(filter_users_by_email(value))
        return value

    def try_save(self, request: HttpRequest) -> tuple[AbstractBaseUser | None, HttpResponse]:
        """Make the account, or leave alone the one that is there; answer alike, in like time: look into your mail."""
        user: AbstractBaseUser | None = None
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        else:
            user = self.save(request)
            signals.user_signed_up.send(sender=user.__class__, request=request, user=user)
        login = Login(
            user=user,
            email=self.cleaned_data["email"],
            email_verification=EmailVerificationMethod.MANDATORY,
            redirect_url=get_next_redirect_url(request),
            signup=True,
        )
        return user, perform_login(request, login)


class ForgottenPassword(forms.ResetPasswordForm):  # type: ignore[misc] # as above
    """Where to send a link that sets a new password."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        _call(self, {"email": _EMAIL})


class NewPassword(forms.ResetPasswordKeyForm):  # type: ignore[misc] # as above
    """A new password for somebody who followed the link."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        _call(self, {"password1": _NEW_PASSWORD, "password2": _AGAIN})

    def save(self) -> None:
        """Keep the password; whoever followed the link has shown that the address is theirs."""
        super().save()
        addresses = EmailAddress.objects.filter(user=self.user)
        if len(addresses) == 1:
            addresses.update(verified=True)


class FirstPassword(forms.SetPasswordForm):  # type: ignore[misc] # as above
    """A password for somebody who has none yet."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        _call(self, {"password1": _NEW_PASSWORD, "password2": _AGAIN})


class OtherPassword(forms.ChangePasswordForm):  # type: ignore[misc] # as above
    """Another password for somebody who is signed in."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        _call(self, {"oldpassword": _("Present password"), "password1": _NEW_PASSWORD, "password2": _AGAIN})
        self.fields["oldpassword"].help_text = ""


class PasswordAgain(forms.ReauthenticateForm):  # type: ignore[misc] # as above
    """The password once more, before something that matters."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        _call(self, {"password": _PASSWORD})
        self.fields["password"].help_text = ""


class AnotherAddress(forms.AddEmailForm):  # type: ignore[misc] # as above
    """One more address of one's own."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        _call(self, {"email": _EMAIL})


class Code(AuthenticateForm):  # type: ignore[misc] # as above
    """The code of the second step."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        _call(self, {"code": _CODE})


class CodeAgain(ReauthenticateForm):  # type: ignore[misc] # as above
    """The code once more, before something that matters."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        _call(self, {"code": _CODE})


class FirstCode(ActivateTOTPForm):  # type: ignore[misc] # as above
    """The first code, which shows that the app was set up."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        _call(self, {"code": _CODE})


def _is_only_claimed(person: AbstractBaseUser) -> bool:
    """Return whether somebody typed the address at sign-up and nobody has followed the link, nor ever signed in."""
    addresses = EmailAddress.objects.filter(user=person)
    return person.last_login is None and addresses.exists() and not addresses.filter(verified=True).exists()


def _call(form: BaseForm, labels: Mapping[str, str | _StrPromise]) -> None:
    """Name the fields. A placeholder that repeats the label goes; what a new password takes is said in a sentence."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        if name == "password1":
            field.help_text = _WHAT_IT_TAKES
        if name == "password2":
            field.error_messages["required"] = _("Type the password a second time, so that a slip is noticed.")
