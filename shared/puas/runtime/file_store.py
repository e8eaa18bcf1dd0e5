"""Files that outlive a request: reports, emblems, exports. On a disk (``file://``) or in S3-compatible storage (``s3://``).

Keys begin with the tenant, so that one tenant's files can be counted, moved and erased together.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_CHUNK = 1024 * 1024
_LONGEST_KEY = 512


class UnableToFindFile(Exception):
    """There is no file of that key."""


class UnableToUseKey(ValueError):
    """The key could lead out of the store."""


class FileStore(Protocol):
    """Where files are kept, whatever is below. A file appears whole or not at all."""

    def write(self, key: str, content: bytes | Iterable[bytes], *, content_type: str) -> None: ...

    def read(self, key: str) -> bytes: ...

    def chunks(self, key: str) -> Iterator[bytes]: ...

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None: ...

    def keys(self, prefix: str) -> list[str]: ...


def open_file_store(files_url: str) -> FileStore:
    """``file:///srv/puas/files`` or ``s3://bucket/prefix?endpoint=https://…&region=…`` (log-in by the AWS variables)."""
    parts = urlsplit(files_url)
    if parts.scheme == "file":
        return DiskStore(Path(unquote(parts.path)))
    if parts.scheme == "s3":
        options = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return S3Store(parts.netloc, prefix=parts.path.strip("/"), **options)
    raise ValueError(f"no file store for {parts.scheme}://")


def tenant_key(tenant_id: int, *parts: str) -> str:
    """The key of a tenant's file: ``tenant-7/reports/…/laporan.pdf``."""
    return checked_key("/".join([f"tenant-{tenant_id:d}", *parts]))


def checked_key(key: str) -> str:
    """The key itself, if nothing in it can lead out of the store or be read in two ways."""
    if len(key) > _LONGEST_KEY or not _KEY.fullmatch(key):
        raise UnableToUseKey(f"{key!r} is not a key")
    return key


class FilesOfTenant:
    """The files of one tenant: keys of any other lead nowhere, wherever they were read. A source that came by archive may name them."""

    def __init__(self, store: FileStore, tenant_id: int) -> None:
        self._store = store
        self._prefix = f"tenant-{tenant_id:d}/"

    def write(self, key: str, content: bytes | Iterable[bytes], *, content_type: str) -> None:
        self._store.write(self._own(key), content, content_type=content_type)

    def read(self, key: str) -> bytes:
        return self._store.read(self._own(key))

    def chunks(self, key: str) -> Iterator[bytes]:
        return self._store.chunks(self._own(key))

    def exists(self, key: str) -> bool:
        return key.startswith(self._prefix) and self._store.exists(key)

    def delete(self, key: str) -> None:
        self._store.delete(self._own(key))

    def keys(self, prefix: str) -> list[str]:
        return self._store.keys(self._own(prefix))

    def _own(self, key: str) -> str:
        if not key.startswith(self._prefix):
            raise UnableToFindFile(key)
        return key


class DiskStore:
    """Files below one folder; written beside, synchronised and renamed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, key: str, content: bytes | Iterable[bytes], *, content_type: str) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                for chunk in [content] if isinstance(content, bytes) else content:
                    stream.write(chunk)
                stream.flush()
                os.fsync(stream.fileno())
            Path(beside).chmod(0o640)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise

    def read(self, key: str) -> bytes:
        with self._open(key) as stream:
            return stream.read()

    def chunks(self, key: str) -> Iterator[bytes]:
        with self._open(key) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def keys(self, prefix: str) -> list[str]:
        folder = self._path(prefix)
        found = (path.relative_to(self._root).as_posix() for path in folder.rglob("*") if path.is_file())
        return sorted(key for key in found if _KEY.fullmatch(key))

    def _open(self, key: str) -> BinaryIO:
        try:
            return self._path(key).open("rb")
        except FileNotFoundError as error:
            raise UnableToFindFile(key) from error

    def _path(self, key: str) -> Path:
        return self._root / checked_key(key)


class S3Store:
    """Objects in a bucket below a prefix."""

    def __init__(self, bucket: str, *, prefix: str = "", endpoint: str | None = None, region: str | None = None) -> None:
        # Heavy, and most installations keep files on a disk.
        import boto3
        from botocore.config import Config

        self._bucket, self._prefix = bucket, f"{prefix}/" if prefix else ""
        config = Config(
            retries={"max_attempts": 4, "mode": "standard"},
            connect_timeout=5,
            read_timeout=30,
            s3={"addressing_style": "path" if endpoint else "auto"},
            # Storage other than Amazon's does not know the newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        self._client: Any = boto3.client("s3", endpoint_url=endpoint, region_name=region, config=config)

    def write(self, key: str, content: bytes | Iterable[bytes], *, content_type: str) -> None:
        with tempfile.SpooledTemporaryFile(max_size=8 * _CHUNK) as whole:
            for chunk in [content] if isinstance(content, bytes) else content:
                whole.write(chunk)
            whole.seek(0)
            self._client.put_object(Bucket=self._bucket, Key=self._name(key), Body=whole, ContentType=content_type)

    def read(self, key: str) -> bytes:
        return b"".join(self.chunks(key))

    def chunks(self, key: str) -> Iterator[bytes]:
        from botocore.exceptions import ClientError

        try:
            body = self._client.get_object(Bucket=self._bucket, Key=self._name(key))["Body"]
        except ClientError as error:
            raise _translated(error, key) from error
        try:
            yield from body.iter_chunks(_CHUNK)
        finally:
            body.close()

    def exists(self, key: str) -> bool:
        from botocore.exceptions import ClientError

        try:
            self._client.head_object(Bucket=self._bucket, Key=self._name(key))
        except ClientError as error:
            if isinstance(_translated(error, key), UnableToFindFile):
                return False
            raise
        return True

    def delete(self, key: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=self._name(key))

    def keys(self, prefix: str) -> list[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._name(prefix) + "/")
        names = (entry["Key"] for page in pages for entry in page.get("Contents", []))
        return sorted(name.removeprefix(self._prefix) for name in names)

    def _name(self, key: str) -> str:
        return self._prefix + checked_key(key)


def _translated(error: Any, key: str) -> Exception:
    code = error.response.get("Error", {}).get("Code")
    return UnableToFindFile(key) if code in ("NoSuchKey", "404", "NotFound") else error
