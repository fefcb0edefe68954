"""People who are signed in, for tests of pages."""

from entraide.clock import SystemClock


def sign_in(client, person, grant=None):
    """Lets this client work as this person, as after a whole sign-in: charter and second factor.

    `grant` is the grant's name ("g12"), the first that stands if none is told.
    """
    from entraide.desks.bureaus import entering  # noqa: PLC0415 - after Django started

    now = SystemClock().now()
    if person.charter_accepted_at is None:
        person.charter_accepted_at = now
        person.save(update_fields=["charter_accepted_at"])
    client.force_login(person)
    session = client.session
    if grant is not None:
        session[entering.GRANT] = int(grant.removeprefix("g"))
    session.save()
    return client
