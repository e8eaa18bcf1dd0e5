"""A certification authority of our own, its certificates good and bad, and PDF files signed with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
_DAY = timedelta(days=1)
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Identity:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: PrivateKey

    @property
    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.certificate.public_bytes(Encoding.DER))

    @property
    def asn1_key(self) -> Any:
        return asn1_keys.PrivateKeyInfo.load(self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def _make(
    name: str, signer: Identity | None, *, authority: bool = False, clock: bool = False, key: PrivateKey | None = None,
    starts: datetime = NOW - 400 * _DAY, ends: datetime = NOW + 400 * _DAY,
) -> Identity:  # fmt: skip
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([
        x509.NameAttribute(x509.NameOID.COMMON_NAME, name),
        x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Pemerintah Kabupaten Arjosari"),
    ])
    issuer = signer.certificate.subject if signer else subject
    builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(), starts, ends)
    builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    ) | {"digital_signature": not authority, "content_commitment": not authority, "key_cert_sign": authority, "crl_sign": authority}
    builder = builder.add_extension(x509.KeyUsage(**usage), critical=True)
    if not authority:
        lists = [x509.DistributionPoint([x509.UniformResourceIdentifier("http://crl.example/ca.crl")], None, None, None)]
        builder = builder.add_extension(x509.CRLDistributionPoints(lists), critical=False)
    if clock:
        builder = builder.add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Identity(builder.sign((signer or Identity(None, key)).key, hashes.SHA256()), key)  # type: ignore[arg-type]


@cache
def root() -> Identity:
    return _make("Balai Sertifikasi Contoh", None, authority=True, starts=NOW - 4000 * _DAY, ends=NOW + 4000 * _DAY)


@cache
def strange_root() -> Identity:
    return _make("Penerbit Tak Dikenal", None, authority=True)


@cache
def official() -> Identity:
    return _make("Drs. H. R. Bambang Soekarno Hadiningrat, M.Si.", root())


@cache
def expired_official() -> Identity:
    return _make("Dra. Siti Masitoh", root(), starts=NOW - 900 * _DAY, ends=NOW - 100 * _DAY)


@cache
def future_official() -> Identity:
    return _make("Ir. Belum Berlaku", root(), starts=NOW + 10 * _DAY, ends=NOW + 400 * _DAY)


@cache
def stranger() -> Identity:
    return _make("Orang Lain", strange_root())


@cache
def weak_official() -> Identity:
    return _make("Kunci Pendek", root(), key=rsa.generate_private_key(65537, 1024))


@cache
def clock() -> Identity:
    key = rsa.generate_private_key(65537, 2048)
    return _make("Cap Waktu Contoh", root(), clock=True, key=key, starts=NOW - 3000 * _DAY, ends=NOW + 3000 * _DAY)


def revocation_list(*revoked: Identity, at: datetime = NOW - 5 * _DAY) -> bytes:
    builder = x509.CertificateRevocationListBuilder(root().certificate.subject, NOW - _DAY, NOW + 30 * _DAY)
    for each in revoked:
        entry = x509.RevokedCertificateBuilder(each.certificate.serial_number, at).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(root().key, hashes.SHA256()).public_bytes(Encoding.DER)


def signed(
    content: bytes, signer: Identity | None = None, *, field: str = "TandaTangan", stamped_at: datetime | None = None,
    digest: str = "sha256", visible: bool = True,
) -> bytes:  # fmt: skip
    """The file with a signature in a new revision, with a timestamp where `stamped_at` is given."""
    chosen = signer or official()
    store = SimpleCertificateStore()
    store.register_multiple([root().asn1, strange_root().asn1])
    maker = signers.SimpleSigner(signing_cert=chosen.asn1, signing_key=chosen.asn1_key, cert_registry=store)
    box = (60, 60, 260, 120) if visible else None
    stamper = DummyTimeStamper(clock().asn1, clock().asn1_key, SimpleCertificateStore.from_certs([root().asn1]), fixed_dt=stamped_at)
    target = BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(content), strict=False),
        signers.PdfSignatureMetadata(field_name=field, md_algorithm=digest, subfilter=fields.SigSeedSubFilter.PADES),
        signer=maker, timestamper=stamper if stamped_at else None,
        new_field_spec=fields.SigFieldSpec(field, box=box, on_page=-1), output=target,
    )  # fmt: skip
    return target.getvalue()


def with_revocations(content: bytes, crl: bytes) -> bytes:
    """The signed file with a security store behind it that holds this revocation list."""
    from asn1crypto import crl as asn1_crl

    target = BytesIO(content)
    DocumentSecurityStore.add_dss(target, sig_contents=None, certs=[root().asn1], crls=[asn1_crl.CertificateList.load(crl)])
    return target.getvalue()
