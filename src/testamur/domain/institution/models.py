"""What the institution room stores."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Upper
from uuid_utils.compat import uuid7

from testamur.adapters.postgres.scope import TenantManager


class People(BaseUserManager["Person"]):
    """How sign-in finds a person."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person with this e-mail address, in any case."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A human being with an e-mail address, and one name, as they write it."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = People()

    class Meta:
        """One address in any case is one person; Django looks for ``iexact`` in upper case, so this index serves it."""

        constraints = (models.UniqueConstraint(Upper("email"), name="person_email"),)

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name (asked for by the sign-in pages)."""
        return self.name


class FormerName(models.Model):
    """A name that a person had until they, or somebody for them, changed it. Written once; shown where names matter."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200, blank=True)
    until = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name


class Institution(models.Model):
    """A body that awards: a university, a college, a professional body. Its rows are public."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    legal_name = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2)
    url = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    hue = models.PositiveSmallIntegerField(default=250)
    language = models.CharField(max_length=12, default="en")
    founded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class FormerCode(models.Model):
    """A code that the institution had: it still leads to it, and to nobody else."""

    code = models.SlugField(max_length=60, unique=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="former_codes")

    def __str__(self) -> str:
        return self.code


class Role(models.Model):
    """A role that a person has, or had, at an institution."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.PROTECT)
    name = models.CharField(max_length=20)
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager["Role"]()

    class Meta:
        """A role is had once at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["institution", "person", "name"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="role_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.person_id})"


class Token(models.Model):
    """An API token of a person at an institution. Only its digest is kept."""

    uuid = models.UUIDField(default=uuid7, unique=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    person = models.ForeignKey("institution.Person", on_delete=models.CASCADE)
    label = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    objects = TenantManager["Token"]()

    class Meta:
        """A token is known once."""

        constraints = (models.UniqueConstraint(fields=["institution", "digest"], name="token_digest"),)

    def __str__(self) -> str:
        return self.label


class Address(models.Model):
    """Where a permanent address leads: ``key`` is a uuid, or the digest of a secret link. No personal data."""

    key = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=20)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT)
    target_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
