"""The certificates of authorities this installation trusts for signatures in PDF files: a PEM file, or a folder of such.

Nothing is trusted by default. In Indonesia these are the root certificates of the certification providers recognised by the
ministry (the government's own is BSrE); the operator fetches them from their sites and compares their fingerprints.
"""

from __future__ import annotations

from pathlib import Path

from cryptography import x509

_SUFFIXES = (".pem", ".crt", ".cer", ".der")


class UnreadableRoots(ValueError):
    """Names the file that holds no certificate of an authority."""


def read_roots(path: Path) -> tuple[x509.Certificate, ...]:
    """Every certificate in the file, or in the folder's files; raises UnreadableRoots."""
    files = sorted(each for each in path.iterdir() if each.suffix.lower() in _SUFFIXES) if path.is_dir() else [path]
    found = tuple(certificate for each in files for certificate in _read(each))
    if not found:
        raise UnreadableRoots(f"{path} holds no certificate")
    return found


def _read(path: Path) -> list[x509.Certificate]:
    try:
        content = path.read_bytes()
        certificates = x509.load_pem_x509_certificates(content) if b"-----BEGIN" in content else [x509.load_der_x509_certificate(content)]
    except (OSError, ValueError) as error:
        raise UnreadableRoots(f"{path} cannot be read as a certificate") from error
    for each in certificates:
        if not _is_authority(each):
            raise UnreadableRoots(f"{path} holds a certificate that is no authority's: {each.subject.rfc4514_string()}")
    return certificates


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        # Roots of the first version know no extensions.
        return certificate.version is x509.Version.v1 and certificate.issuer == certificate.subject
