"""A grant that is bound to a certificate: its key opens nothing without it."""

import asyncio
import json
import re
import ssl
import subprocess
import sys
from contextlib import closing
from http.client import HTTPSConnection
from urllib.parse import quote

import pytest
from tests.cli.at_work import make_hub, run
from tests.http.serving import Serving as InMemory
from tests.http.serving import client, document, question
from tests.serve.certificates import Authority
from tests.serve.waiting import free_port, until

from entraide.engine.check.grants import CERTIFICATE
from entraide.errors import Conflict
from entraide.hub import Serving
from entraide.serve.certificates import fingerprint, told_by_proxy
from entraide.serve.listening import require_safe
from entraide.serve.web_server import server

QUESTION = {
    "subjects": [{"kind": "document", "number": "X1234567", "issuing_country": "UTO"}],
    "purpose": "border_management",
    "officer": {"id": "17", "unit": "gate", "workstation": "w1"},
}
OFFICER = {"Entraide-Officer": "17", "Entraide-Unit": "gate", "Entraide-Workstation": "w1"}
HEADER = "X-Client-Certificate"


class Served:
    """A hub on one port, with a bound system's key and a free one's."""

    def __init__(self, folder, authority, serving):
        self.folder, self.authority = folder, authority
        self.port = free_port()
        grant = ("grant", "system", "UTO", "Border", "--role", "frontline")
        grant = (*grant, "--purpose", "border_management", "--hub", "hub")
        authority.issue("border")
        authority.issue("stranger")
        bind = ("keys", "bind", "g1", "--certificate", str(folder / "border.pem"), "--hub", "hub")
        key = ("keys", "make", "--json", "--hub", "hub")
        made = make_hub(
            folder, grant, grant, bind, (*key, "g1"), (*key, "g2"), ports=(self.port, self.port)
        )
        self.bound, self.free = (each.document["key"] for each in made[-2:])
        said = folder / "hub" / "hub.toml"
        told = "".join(f"{name} = {json.dumps(str(value))}\n" for name, value in serving.items())
        text = said.read_text("utf-8").replace("[serving]\n", f"[serving]\n{told}")
        said.write_text(text, "utf-8")
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "entraide.cli", "serve", "--one-process", "--hub", "hub"],
                cwd=folder,
                stderr=log,
            )

    def both(self, key, *, presents="", headers=()):
        """The status of a check, and of a reading beside it, under this key."""
        told = {"Authorization": f"Bearer {key}"} | dict(headers)
        sent = told | {"Content-Type": "application/json"}
        with self._connection(presents) as check:
            check.request("POST", "/api/v1/check", json.dumps(QUESTION), sent)
            first = check.getresponse().status
        with self._connection(presents) as desk:
            desk.request("GET", "/api/v1/bureaus/", headers=told | OFFICER)
            return first, desk.getresponse().status

    def _connection(self, presents):
        made = HTTPSConnection("localhost", self.port, context=self.context(presents), timeout=30)
        return closing(made)

    def context(self, presents=""):
        context = ssl.create_default_context(cafile=str(self.folder / "authority.pem"))
        if presents:
            context.load_cert_chain(
                self.folder / f"{presents}.pem", self.folder / f"{presents}.key"
            )
        return context

    def answers(self):
        assert self.process.poll() is None, self.log.read_text()
        try:
            return self.both(self.free) == (200, 200)
        except OSError:
            return False


def test_a_bound_key_opens_only_with_its_certificate_over_tls(tmp_path):
    """One life of one hub: starting it is dear, so its promises are kept in turn."""
    authority = Authority(tmp_path)
    authority.issue("server")
    serving = {
        "tls_certificate": tmp_path / "server.pem",
        "tls_key": tmp_path / "server.key",
        "client_authorities": tmp_path / "authority.pem",
    }
    served = Served(tmp_path, authority, serving)
    try:
        until(served.answers)
        assert served.both(served.bound, presents="border") == (200, 200)
        assert served.both(served.bound) == (401, 401)
        assert served.both(served.bound, presents="stranger") == (401, 401)
        assert "event=other_certificate grant=g1" in served.log.read_text()
        # What a client writes into a header is no certificate.
        claimed = {HEADER: authority.fingerprint("border"), CERTIFICATE: "x"}
        assert served.both(served.bound, headers=claimed) == (401, 401)
        # A key that is not bound opens with or without one.
        assert served.both(served.free, presents="stranger") == (200, 200)
        # What another authority issued, or has ended, does not even connect.
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        Authority(elsewhere).issue("border")
        authority.issue("ended", days=-1)
        for other in ("elsewhere/border", "ended"):
            with pytest.raises(OSError):  # noqa: PT011 - TLS or the connection ends, as it comes
                served.both(served.free, presents=other)
        # From one certificate to the next without a gap; the next request knows.
        name = authority.fingerprint("border")
        pem = str(tmp_path / "stranger.pem")
        run(("keys", "bind", "g1", "--certificate", pem, "--hub", "hub"), folder=tmp_path)
        assert served.both(served.bound, presents="stranger") == (200, 200)
        run(("keys", "unbind", "g1", name[:12], "--hub", "hub"), folder=tmp_path)
        assert served.both(served.bound, presents="border") == (401, 401)
        # The deck's runner presents one too; it fails for want of keys, not of a connection.
        (tmp_path / "none.json").write_text("{}", "utf-8")
        address = f"https://localhost:{served.port}"
        files = ("--ca", "authority.pem", "--certificate", str(authority.both("stranger")))
        asked = ("conformance", address, "--keys", "none.json", *files)
        (ran,) = run(asked, folder=tmp_path, ends_well=False)
        assert ran.code == 7, ran.err
    finally:
        served.process.kill()
        served.process.wait()


@pytest.mark.parametrize("is_behind_proxy", [True, False])
def test_a_proxy_on_this_machine_may_name_the_certificate(tmp_path, is_behind_proxy):
    authority = Authority(tmp_path)
    authority.issue("border")
    authority.issue("stranger")
    right = authority.fingerprint("border")
    asked = question(document())
    serving = InMemory(tmp_path / "hub")
    key = serving.key("QMA", certificates=frozenset({right}))
    made = server(serving.app, Serving(certificate_header=HEADER), is_behind_proxy=is_behind_proxy)

    async def status(told):
        async with client(made.config.app, key) as opened:
            headers = {} if told is None else {HEADER: told}
            return (await opened.post("/api/v1/check", json=asked, headers=headers)).status_code

    pem = quote((tmp_path / "border.pem").read_text())
    for told in (right, right.upper(), ":".join(re.findall("..", right)), pem):
        assert asyncio.run(status(told)) == (200 if is_behind_proxy else 401)
    for told in (authority.fingerprint("stranger"), "", "none", right[:60], None):
        assert asyncio.run(status(told)) == 401
    serving.close()


@pytest.mark.parametrize(
    ("told", "is_behind_proxy", "code"),
    [
        ({"certificate_header": HEADER}, False, "certificate_header"),
        ({"certificate_header": HEADER, "host": "0.0.0.0"}, True, "certificate_header"),  # noqa: S104
        ({"client_authorities": "ca.pem"}, False, "client_authorities"),
    ],
)
def test_a_certificate_is_believed_only_where_nobody_else_can_claim_it(told, is_behind_proxy, code):
    with pytest.raises(Conflict) as refused:
        require_safe(Serving(**told), is_behind_proxy=is_behind_proxy)
    assert refused.value.code == code


def test_two_headers_are_no_certificate():
    seen = []

    async def application(scope, receive, send):
        seen.append(scope[CERTIFICATE])

    name = HEADER.lower().encode()
    for values in ([b"a" * 64], [b"a" * 64, b"b" * 64], []):
        scope = {"type": "http", "headers": [(name, value) for value in values], CERTIFICATE: "x"}
        with pytest.raises(StopIteration):
            told_by_proxy(application, HEADER)(scope, None, None).send(None)
    assert seen == ["a" * 64, "", ""]


@pytest.mark.parametrize("told", [b"", b"-----BEGIN CERTIFICATE-----", b"BEGIN%ZZ", b"\xff" * 64])
def test_what_names_no_certificate_is_none(told):
    assert fingerprint(told) == ""


def test_a_certificate_is_told_before_it_ends(tmp_path):
    Authority(tmp_path).issue("border", days=5)
    grant = ("grant", "system", "UTO", "Border", "--role", "frontline")
    bind = ("keys", "bind", "g1", "--certificate", "border.pem", "--hub", "hub")
    *_made, bound, again, person, doctor, listed = make_hub(
        tmp_path,
        (*grant, "--purpose", "border_management", "--hub", "hub"),
        ("keys", "make", "g1", "--hub", "hub"),
        bind,
        bind,
        (*bind[:4], "border.key", *bind[5:]),
        ("doctor", "--json", "--hub", "hub"),
        ("keys", "list", "--bureau", "UTO", "--json", "--hub", "hub"),
        ends_well=False,
    )
    assert (bound.code, again.code, person.code) == (0, 3, 3)
    found = {each["code"]: each for each in doctor.document["findings"]}
    assert found["client_certificate_expiring"]["severity"] == "critical"
    (key,) = listed.document["keys"]
    assert len(key["certificates"]) == 1
