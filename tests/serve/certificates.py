"""Certificates made for one test: an authority, a server, clients."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


class Authority:
    """Issues certificates into a folder: NAME.pem with the certificate, NAME.key with its key."""

    def __init__(self, folder, name="authority"):
        self.folder, self.name = folder, name
        self.key, self.certificate = self._write(name, None, is_authority=True)

    def issue(self, name, *, days=30):
        """A certificate for this name; gives its file."""
        self._write(name, self, days=days)
        return self.folder / f"{name}.pem"

    def both(self, name):
        """A file with the certificate and its key, as clients want them."""
        file = self.folder / f"{name}.both"
        parts = [self.folder / f"{name}.{end}" for end in ("pem", "key")]
        file.write_bytes(b"".join(part.read_bytes() for part in parts))
        return file

    def fingerprint(self, name):
        """The SHA-256 of a certificate that was issued."""
        read = x509.load_pem_x509_certificate((self.folder / f"{name}.pem").read_bytes())
        return read.fingerprint(hashes.SHA256()).hex()

    def _write(self, name, issuer, *, days=30, is_authority=False):
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        now = datetime.now(UTC)
        alternative = x509.SubjectAlternativeName([x509.DNSName("localhost")])
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=60))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(alternative, critical=False)
            .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
            .sign(issuer.key if issuer else key, hashes.SHA256())
        )
        pem = made.public_bytes(serialization.Encoding.PEM)
        (self.folder / f"{name}.pem").write_bytes(pem)
        (self.folder / f"{name}.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return key, made
