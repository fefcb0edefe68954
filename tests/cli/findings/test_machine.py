"""Each finding about the machine appears when its cause is there, and not before."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from entraide.cli.findings.finding import Severity
from entraide.cli.findings.machine import (
    GIB,
    ClockMark,
    certificate,
    clock_behind,
    clock_step,
    disk,
    machine,
    open_to_others,
)
from entraide.hub import Hub

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("free", "total", "severity"),
    [
        (200 * GIB, 2000 * GIB, None),
        (10 * GIB, 100 * GIB, Severity.WARNING),
        (1 * GIB, 100 * GIB, Severity.CRITICAL),
        (3 * GIB, 4 * GIB, None),
    ],
)
def test_a_disk_that_fills_up_is_told_in_time(free, total, severity):
    found = disk(Path("/srv/hub"), free, total)
    assert (found and found.severity) == severity


@pytest.mark.parametrize(
    ("wall_s", "monotonic_s", "severity"),
    [
        (300, 300.01, None),
        (300 - 60, 300, Severity.CRITICAL),
        (300 + 3600, 300, Severity.WARNING),
    ],
)
def test_a_clock_that_was_set_is_told(wall_s, monotonic_s, severity):
    before = ClockMark("boot", NOON, 1000.0)
    now = ClockMark("boot", NOON + timedelta(seconds=wall_s), 1000.0 + monotonic_s)
    found = clock_step(before, now)
    assert (found and found.severity) == severity


def test_clocks_of_two_starts_of_the_machine_are_not_compared():
    now = ClockMark("second", NOON, 5.0)
    assert clock_step(ClockMark("first", NOON, 90_000.0), now) is None
    assert clock_step(None, now) is None


def test_a_trail_from_the_future_tells_that_the_clock_is_behind():
    assert clock_behind(NOON + timedelta(minutes=1), NOON).severity == Severity.CRITICAL
    assert clock_behind(NOON, NOON) is None
    assert clock_behind(None, NOON) is None


@pytest.fixture
def small_hub(tmp_path):
    folder = tmp_path / "hub"
    folder.mkdir(mode=0o700)
    (folder / "hub.toml").write_text(
        'format = 1\n[organisation]\nid = "t"\nname = {en = "T"}\nsecretariat = "XPO"\n'
    )
    made = Hub(folder)
    made.make_keys()
    return made


def test_a_hub_that_keeps_its_secrets_has_no_finding(small_hub):
    assert not list(open_to_others(small_hub))


def test_a_key_that_others_may_read_is_told(small_hub):
    (small_hub.keys_folder / "trail.key").chmod(0o640)
    (found,) = open_to_others(small_hub)
    assert found.code == "key_permissions"
    assert "trail.key" in found.say("en")


def test_a_key_that_is_gone_is_told(small_hub):
    (small_hub.keys_folder / "hub.key").unlink()
    assert [found.code for found in open_to_others(small_hub)] == ["key_missing"]


def test_the_second_look_finds_a_clock_that_was_set_between(small_hub):
    assert "clock_step" not in {found.code for found in machine(small_hub, NOON)}
    later = {found.code for found in machine(small_hub, NOON - timedelta(hours=1))}
    assert "clock_step" in later


def a_certificate(folder, until):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hub.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOON - timedelta(days=365))
        .not_valid_after(until)
        .sign(key, hashes.SHA256())
    )
    file = folder / "tls.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return str(file)


@pytest.mark.parametrize(
    ("days", "severity"),
    [(90, None), (20, Severity.WARNING), (3, Severity.CRITICAL), (-1, Severity.CRITICAL)],
)
def test_a_certificate_is_told_before_it_expires(tmp_path, days, severity):
    found = certificate(a_certificate(tmp_path, NOON + timedelta(days=days)), NOON)
    assert (found and found.severity) == severity


def test_a_certificate_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "tls.pem").write_text("not a certificate")
    assert certificate(str(tmp_path / "tls.pem"), NOON).code == "tls_unreadable"
    assert certificate(str(tmp_path / "none.pem"), NOON).code == "tls_unreadable"


def test_a_hub_without_tls_has_no_certificate_to_watch():
    assert certificate("", NOON) is None
