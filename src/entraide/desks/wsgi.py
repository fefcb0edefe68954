"""The desks as a WSGI application, for `entraide serve` and any other server."""

from entraide.desks.start import start
from entraide.hub import Hub

start(Hub.find())

from django.core.wsgi import get_wsgi_application  # noqa: E402 needs a started hub

application = get_wsgi_application()
