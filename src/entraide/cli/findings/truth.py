"""Findings about the truth: readable, of this version; grants, keys, certificates that end soon."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import Error

from entraide.cli.due import pending_migrations
from entraide.cli.findings.finding import Finding, Severity
from entraide.desks.bureaus import queries
from entraide.desks.bureaus.models import Grant
from entraide.language import _

SOON: Final = timedelta(days=30)
AT_ONCE: Final = timedelta(days=7)


def truth(now: datetime) -> Iterator[Finding]:
    """Every finding about the truth."""
    try:
        lacking = pending_migrations()
        if lacking:
            yield Finding(
                code="upgrade_needed",
                severity=Severity.CRITICAL,
                sentence=_("The hub lacks what this version needs: %(what)s."),
                params={"what": ", ".join(lacking)},
            )
            return
        for bureau in queries.bureaus():
            for grant in queries.grants_in(bureau.code):
                yield from ending(grant, now)
    except Error as problem:
        yield Finding(
            code="truth_unreadable",
            severity=Severity.CRITICAL,
            sentence=_("The truth cannot be read: %(why)s"),
            params={"why": str(problem)},
        )


def ending(grant: Grant, now: datetime) -> Iterator[Finding]:
    """A grant that stands and ends soon, its keys, and the certificates that it is bound to."""
    if not queries.is_standing(grant, now):
        return
    name = queries.grant_name(grant)
    ends = [end for end in (grant.until, grant.agreement_until) if end is not None]
    if ends and min(ends) - now <= SOON:
        yield Finding(
            code="agreement_expiring",
            severity=_severity(min(ends), now),
            sentence=_("The grant %(grant)s of %(bureau)s ends on %(until)s."),
            params={
                "grant": name,
                "bureau": grant.bureau_id,
                "until": min(ends).date().isoformat(),
            },
        )
    for key in queries.keys_of(grant):
        end = key.expires_at
        if key.revoked_at is None and end is not None and now < end <= now + SOON:
            yield Finding(
                code="key_expiring",
                severity=_severity(end, now),
                sentence=_("Key %(key)s of %(bureau)s (%(grant)s) ends on %(until)s."),
                params={
                    "key": key.pk,
                    "bureau": grant.bureau_id,
                    "grant": name,
                    "until": end.date().isoformat(),
                },
            )
    for certificate in queries.certificates_of(grant):
        end = certificate.expires_at
        if end <= now + SOON:
            yield Finding(
                code="client_certificate_expiring",
                severity=_severity(end, now),
                sentence=_(
                    "Certificate %(certificate)s of %(bureau)s (%(grant)s) ends on %(until)s."
                ),
                params={
                    "certificate": certificate.fingerprint[:16],
                    "bureau": grant.bureau_id,
                    "grant": name,
                    "until": end.date().isoformat(),
                },
            )


def _severity(end: datetime, now: datetime) -> Severity:
    return Severity.CRITICAL if end - now <= AT_ONCE else Severity.WARNING
