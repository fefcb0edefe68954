"""People who are signed in, for tests of pages."""

from django.conf import settings


def sign_in(client, person, grant=None, *, second_factor=True):
    """Lets this client work as this person, as after a whole sign-in: charter and second factor.

    `grant` is the grant's name ("g12"), the first that stands if none is told.
    """
    from entraide.desks.bureaus import entering  # noqa: PLC0415 - after Django started

    now = settings.CLOCK.now()
    if person.charter_accepted_at is None:
        person.charter_accepted_at = now
        person.save(update_fields=["charter_accepted_at"])
    client.force_login(person, backend="entraide.desks.bureaus.backends.ByPassword")
    session = client.session
    methods = [{"method": "password", "at": now.timestamp()}]
    if second_factor:
        methods.append({"method": "mfa", "at": now.timestamp(), "type": "totp"})
    session["account_authentication_methods"] = methods
    session["account_authentication_methods_user"] = str(person.pk)
    if grant is not None:
        session[entering.GRANT] = int(grant.removeprefix("g"))
    session.save()
    return client
