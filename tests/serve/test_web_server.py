"""Answers over TLS when the hub has a certificate, and ends in order."""

import http.client
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.serve.waiting import until

from entraide.hub import Serving
from entraide.serve.listening import listen
from entraide.serve.parts import keep_up
from entraide.serve.web_server import server


@pytest.fixture
def certificate(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "tls.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "tls.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return tmp_path


async def says_its_scheme(scope, receive, send):
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["scheme"].encode()})


def test_a_hub_with_a_certificate_answers_over_tls(certificate):
    serving = Serving(
        tls_certificate=str(certificate / "tls.pem"), tls_key=str(certificate / "tls.key")
    )
    made = server(says_its_scheme, serving)
    with listen("127.0.0.1", 0) as socket:
        thread = threading.Thread(target=made.run, kwargs={"sockets": [socket]})
        thread.start()
        until(lambda: made.started)
        trusted = ssl.create_default_context(cafile=str(certificate / "tls.pem"))
        asking = http.client.HTTPSConnection(
            "localhost", socket.getsockname()[1], context=trusted, timeout=30
        )
        asking.request("GET", "/")
        answer = asking.getresponse()
        assert (answer.status, answer.read()) == (200, b"https")
        assert answer.headers["server"] is None
        asking.close()
        made.should_exit = True
        thread.join(30)
        assert not thread.is_alive()


def test_work_in_a_thread_that_falls_is_begun_again(monkeypatch, caplog):
    monkeypatch.setattr("entraide.serve.parts.PAUSE_S", 0.0)
    stopping = threading.Event()
    turns = []

    def work():
        turns.append(1)
        if len(turns) == 1:
            raise OSError(28, "No space left on device")
        stopping.set()

    keep_up("follower", work, stopping)
    assert len(turns) == 2
    assert "part=follower event=fell" in caplog.text
