"""Findings about the machine: its disk, its clock, who may read the keys, the TLS certificate."""

import shutil
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from cryptography import x509

from entraide.cli.findings.finding import Finding, Severity
from entraide.hub import SECRETS, Hub
from entraide.language import _

GIB: Final = 1 << 30
FREE_LOW: Final = (0.15, 20 * GIB)
"""A warning when less than this share and less than this many bytes are free."""
FREE_TOO_LOW: Final = (0.05, 2 * GIB)
CLOCK_STEP_S: Final = 2.0
"""A clock kept by NTP drifts by less than a millisecond a second and is slewed, not stepped."""
TLS_SOON: Final = timedelta(days=30)
TLS_NOW: Final = timedelta(days=7)
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")


def disk(folder: Path, free: int, total: int) -> Finding | None:
    """The disk under the hub is filling up."""
    share = free / total
    params: dict[str, str | int | float] = {
        "folder": str(folder),
        "free_gib": round(free / GIB, 1),
        "free_percent": round(100 * share, 1),
    }
    for (least_share, least_bytes), severity in (
        (FREE_TOO_LOW, Severity.CRITICAL),
        (FREE_LOW, Severity.WARNING),
    ):
        if share < least_share and free < least_bytes:
            return Finding(
                code="disk_full",
                severity=severity,
                sentence=_(
                    "The disk under %(folder)s has %(free_gib)s GiB left (%(free_percent)s %%)."
                ),
                params=params,
            )
    return None


class ClockMark(msgspec.Struct, frozen=True):
    """The wall clock and the machine's own count of seconds, read together.

    Attributes:
        boot: the start of the machine from which the seconds are counted.
    """

    boot: str
    wall: datetime
    since_boot_s: float


def mark(now: datetime) -> ClockMark:
    """Reads both clocks now."""
    boot = _BOOT.read_text("ascii").strip() if _BOOT.exists() else ""
    return ClockMark(boot, now, time.monotonic())


def clock_step(before: ClockMark | None, now: ClockMark) -> Finding | None:
    """The wall clock was set since it was last looked at."""
    if before is None or before.boot != now.boot:
        return None
    passed = (now.wall - before.wall).total_seconds()
    step = passed - (now.since_boot_s - before.since_boot_s)
    if abs(step) < CLOCK_STEP_S:
        return None
    return Finding(
        code="clock_step",
        severity=Severity.CRITICAL if step < 0 else Severity.WARNING,
        sentence=_("The machine's clock was set by %(seconds)s seconds since the last look."),
        params={"seconds": round(step, 1)},
    )


def clock_behind(last: datetime | None, now: datetime) -> Finding | None:
    """What was written last bears a moment that has not come yet."""
    if last is None or (last - now).total_seconds() < CLOCK_STEP_S:
        return None
    return Finding(
        code="clock_behind",
        severity=Severity.CRITICAL,
        sentence=_("The trail's last line is %(seconds)s seconds in the future of this clock."),
        params={"seconds": round((last - now).total_seconds(), 1)},
    )


def open_to_others(hub: Hub) -> Iterator[Finding]:
    """The hub's folder or one of its secret keys can be read by other users, or a key is gone."""
    for path in (hub.folder, hub.keys_folder, *(hub.keys_folder / f"{n}.key" for n in SECRETS)):
        if not path.exists():
            yield Finding(
                code="key_missing",
                severity=Severity.CRITICAL,
                sentence=_("%(path)s is missing."),
                params={"path": str(path)},
            )
        elif path.stat().st_mode & 0o077:
            yield Finding(
                code="key_permissions",
                severity=Severity.CRITICAL,
                sentence=_("%(path)s can be read by other users of this machine."),
                params={"path": str(path)},
            )


def certificate(file: str, now: datetime) -> Finding | None:
    """A TLS certificate of this file has expired, soon will, or cannot be read."""
    if not file:
        return None
    try:
        read = x509.load_pem_x509_certificates(Path(file).read_bytes())
        until = min(each.not_valid_after_utc for each in read)
    except (OSError, ValueError) as problem:
        return Finding(
            code="tls_unreadable",
            severity=Severity.CRITICAL,
            sentence=_("The TLS certificate %(file)s cannot be read: %(why)s"),
            params={"file": file, "why": str(problem)},
        )
    left = until - now
    if left > TLS_SOON:
        return None
    return Finding(
        code="tls_expiry",
        severity=Severity.CRITICAL if left <= TLS_NOW else Severity.WARNING,
        sentence=_("The TLS certificate %(file)s is valid until %(until)s."),
        params={"file": file, "until": until.date().isoformat()},
    )


def machine(hub: Hub, now: datetime) -> Iterator[Finding]:
    """Every finding about the machine."""
    usage = shutil.disk_usage(hub.folder)
    found = (
        disk(hub.folder, usage.free, usage.total),
        _clock(hub, now),
        certificate(hub.configuration.serving.tls_certificate, now),
        certificate(hub.configuration.serving.client_authorities, now),
    )
    yield from (one for one in found if one is not None)
    yield from open_to_others(hub)


def _clock(hub: Hub, now: datetime) -> Finding | None:
    """Compares with the last look, whose mark lies in the hub's folder, and leaves a new one."""
    file = hub.folder / "clock.json"
    try:
        before = msgspec.json.decode(file.read_bytes(), type=ClockMark)
    except (OSError, msgspec.DecodeError):
        before = None
    present = mark(now)
    file.write_bytes(msgspec.json.encode(present))
    file.chmod(0o600)
    return clock_step(before, present)
