"""Binding a system's grant to TLS client certificates: a stolen key alone then opens nothing.

A grant may be bound to several, so that a system can change from one to the next without a gap.
"""

from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from entraide.desks.bureaus import queries
from entraide.desks.bureaus.granting import find_grant, note_grant
from entraide.desks.bureaus.models import ClientCertificate, Grant
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.errors import Conflict, Invalid, NotFound
from entraide.language import _

MOST: Final = 8
LONGEST_SUBJECT: Final = 200


def bind(by: By, grant: str, pem: bytes) -> Done:
    """Binds a system's grant to this certificate too; the very next question must present one.

    Raises:
        NotFound, NotAllowed: as for all acts.
        Conflict: the grant is a person's, or is revoked, or is bound to it, or to eight others.
        Invalid: it is no certificate, or has ended.
    """
    found = find_grant(by.actor, grant)
    require(by.actor, Right.MAKE_KEY, Thing(found.bureau_id))
    certificate = _read(pem)
    fingerprint = certificate.fingerprint(SHA256()).hex()

    def do(writing: Writing) -> str:
        row = find_grant(by.actor, grant)
        if row.person_id is not None:
            raise Conflict("person_key", _("A person signs in; only systems have keys."))
        if row.revoked_at is not None:
            raise Conflict("revoked", _("This grant was revoked."))
        if certificate.not_valid_after_utc <= writing.now:
            raise Invalid(
                "certificate_ended", _("This certificate has ended."), field="certificate"
            )
        bound = queries.fingerprints_of(row)
        if fingerprint in bound or len(bound) >= MOST:
            raise Conflict("bound", _("The grant is bound to this certificate, or to enough."))
        ClientCertificate.objects.create(
            grant=row,
            fingerprint=fingerprint,
            subject=certificate.subject.rfc4514_string()[:LONGEST_SUBJECT],
            expires_at=certificate.not_valid_after_utc,
            bound_by=by.actor.name,
            bound_at=writing.now,
        )
        _note(writing, row)
        writing.journal("bind_certificate", about=grant)
        return fingerprint

    return act(by, ["bind_certificate", grant, fingerprint], do)


def unbind(by: By, grant: str, fingerprint: str) -> Done:
    """Takes a certificate off a grant; after the last, its keys open again without one.

    Args:
        by: who acts.
        grant: the grant's name.
        fingerprint: its first characters, at least eight, of one certificate only.

    Raises:
        NotFound, NotAllowed: as for all acts; also where no certificate, or several, begin so.
    """
    found = find_grant(by.actor, grant)
    require(by.actor, Right.MAKE_KEY, Thing(found.bureau_id))
    wanted = fingerprint.replace(":", "").lower()

    def do(writing: Writing) -> str:
        row = find_grant(by.actor, grant)
        begin = [each for each in queries.certificates_of(row) if _begins(each, wanted)]
        if len(begin) != 1:
            raise NotFound(
                "no_certificate", _("The grant is bound to no certificate of that name.")
            )
        (one,) = begin
        one.removed_by, one.removed_at = by.actor.name, writing.now
        one.save(update_fields=["removed_by", "removed_at"])
        _note(writing, row)
        writing.journal("unbind_certificate", about=grant)
        return one.fingerprint

    return act(by, ["unbind_certificate", grant, wanted], do)


def _note(writing: Writing, row: Grant) -> None:
    """Tells the index, unless nothing of the grant may stand there now."""
    if row.suspended_at is None and row.revoked_at is None:
        note_grant(writing, row)


def _begins(certificate: ClientCertificate, wanted: str) -> bool:
    return len(wanted) >= 8 and certificate.fingerprint.startswith(wanted)  # noqa: PLR2004 as promised


def _read(pem: bytes) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(pem)
    except ValueError as problem:
        raise Invalid(
            "certificate",
            field="certificate",
            expected=_("Expected: one certificate in PEM, without its key."),
        ) from problem
