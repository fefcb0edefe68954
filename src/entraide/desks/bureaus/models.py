"""Who takes part: bureaus, their units, people, what each was granted, and the keys of systems.

Rows are written in `actions.py` only, read through `queries.py`, judged in `policy.py`.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from entraide.engine.schema.vocabulary import Role
from entraide.language import _


class Bureau(models.Model):
    """A member country's national bureau, an international entity, or the secretariat.

    `code` is what owns records and is named by restrictions: ISO 3166-1 alpha-3 or an entity's own.
    Contacts are those of its 24/7 desk; blank means that nobody told us, never a guess.

    Attributes:
        databases: the codes that its people and systems may be granted; every one if empty.
        deputy: who administers it beside whoever was granted that.
    """

    class Kind(models.TextChoices):
        """What kind of participant it is."""

        MEMBER = "member", _("Member country")
        INTERNATIONAL_ENTITY = "international_entity", _("International entity")
        SECRETARIAT = "secretariat", _("Secretariat")
        COMMISSION = "commission", _("Commission")

    code = models.CharField(max_length=8, primary_key=True)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    names = models.JSONField(default=dict)  # language code → name
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    databases = models.JSONField(default=list)
    deputy = models.ForeignKey("Person", models.PROTECT, related_name="+", null=True, blank=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code

    def name(self, language: str) -> str:
        """Its name in this language, in English where it has none, else its code."""
        return str(self.names.get(language) or self.names.get("en") or self.code)


class Unit(models.Model):
    """A unit of a bureau, or a national entity that it authorised (a border post, customs)."""

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="units")
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "code"], name="unit_code_once_a_bureau")
        ]

    def __str__(self) -> str:
        return f"{self.bureau_id}/{self.code}"


class Person(AbstractBaseUser):
    """A named person with an account. What they may do stands in their grants, nowhere else.

    Attributes:
        charter_accepted_at: when the person last promised to keep the rules of use.
        badge: keyed digest of the badge by which a colleague takes over a shared desk; "" for none.
        pin: Argon2 hash of the number that goes with it; "" for none.
        left_at: when the account was closed for good.
    """

    username = models.CharField(max_length=64, unique=True)
    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="people")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", null=True, blank=True)
    full_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    charter_accepted_at = models.DateTimeField(null=True, blank=True)
    badge = models.CharField(max_length=64, blank=True)
    pin = models.CharField(max_length=128, blank=True)
    admitted_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["badge"], condition=~models.Q(badge=""), name="badge_once"
            )
        ]

    def __str__(self) -> str:
        return self.username


class Grant(models.Model):
    """What a person, or a bureau's system (`person` is None), may do, why and until when.

    Attributes:
        title: what a system is called ("Border system"); blank for a person.
        databases: the codes that may be asked.
        writes: the codes in which records of the own bureau may be written.
        administers: may admit people and grant within the own bureau.
        exports: may take records away as a file.
        agreement: the paper that it rests on (a law, an agreement, a decision of the bureau).
        confirmed_at: when somebody last said that it is still needed; null since it was given.
        suspended_at: since when it does not hold; null while it does.
        suspended_by: who suspended it; "time" where nobody confirmed it in time.
        group: of the bureau's directory, to which the person owes it; null for any other.
    """

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="grants")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", null=True, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants", null=True, blank=True)
    title = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role])
    databases = models.JSONField(default=list)
    writes = models.JSONField(default=list)
    purposes = models.JSONField(default=list)
    clearance = models.PositiveSmallIntegerField(default=1)
    administers = models.BooleanField(default=False)
    exports = models.BooleanField(default=False)
    agreement = models.CharField(max_length=200, blank=True)
    agreement_until = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    granted_by = models.CharField(max_length=80)
    granted_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    suspended_by = models.CharField(max_length=80, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=80, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    group = models.ForeignKey(
        "DirectoryGroup", models.PROTECT, related_name="grants", null=True, blank=True
    )

    def __str__(self) -> str:
        return f"{self.bureau_id} {self.role} {self.pk}"


class DirectoryGroup(models.Model):
    """A group of a bureau's own directory whose members are admitted and granted by themselves.

    It holds as long as whoever declared it administers the bureau.

    Attributes:
        directory: its id in `hub.toml`.
        name: what the directory calls the group.
        unit: the code of the unit that its members join; "" for none.
    """

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="groups")
    directory = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role])
    unit = models.CharField(max_length=32, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["directory", "name"],
                condition=models.Q(ended_at=None),
                name="directory_group_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.directory}: {self.name}"


class Proposal(models.Model):
    """A grant that one person proposed and another has to approve.

    Attributes:
        terms: what is to be granted, as JSON.
        grant: what came of it; null until it is approved.
    """

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="proposals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="proposals")
    terms = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    grant = models.OneToOneField(
        Grant, models.PROTECT, related_name="proposal", null=True, blank=True
    )

    def __str__(self) -> str:
        return f"{self.bureau_id}: {self.person_id}"


class Invitation(models.Model):
    """A link that works once, by which a person sets the own password; only its digest is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.until:%Y-%m-%d}"


class ApiKey(models.Model):
    """A random token under a grant; only its SHA-256 and its first characters are kept."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    label = models.CharField(max_length=100, blank=True)
    created_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=80, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.prefix

    @property
    def is_system(self) -> bool:
        """A machine's key: it must name the officer with every question."""
        return self.grant.person_id is None


class ClientCertificate(models.Model):
    """A TLS certificate that a system must present beside its key.

    Attributes:
        fingerprint: the SHA-256 of the certificate, in hexadecimal.
        expires_at: when it ends; TLS refuses it from then on.
    """

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="certificates")
    fingerprint = models.CharField(max_length=64)
    subject = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField()
    bound_by = models.CharField(max_length=80)
    bound_at = models.DateTimeField()
    removed_by = models.CharField(max_length=80, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["grant", "fingerprint"],
                condition=models.Q(removed_at=None),
                name="client_certificate_once",
            )
        ]

    def __str__(self) -> str:
        return self.fingerprint[:16]


class OwnerRestriction(models.Model):
    """The countries and entities from which an owner hides all its records, present and to come."""

    owner = models.OneToOneField(Bureau, models.PROTECT, primary_key=True, related_name="hides")
    hidden_from = models.JSONField(default=list)
    changed_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.owner_id}: {', '.join(self.hidden_from)}"


class Session(AbstractBaseSession):
    """A session of somebody signed in. It lies in the second file: see `desks.routing`.

    Attributes:
        person: the number of whoever is signed in; no key, for it is another file.
        begun_at, seen_at: when it was begun, and last used, to the minute.
        address, agent: the machine and the browser, so that its person knows it again.
    """

    person = models.BigIntegerField(null=True, db_index=True)
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.person} {self.seen_at}"
