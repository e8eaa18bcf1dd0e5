"""Files in both kinds of store behave alike, and no key leads out of them."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from puas.runtime.file_store import FileStore, UnableToFindFile, UnableToUseKey, open_file_store, tenant_key


class _FakeBucket(BaseHTTPRequestHandler):
    """As much of an S3-compatible server as the store uses."""

    protocol_version = "HTTP/1.1"
    objects: dict[str, bytes]

    def do_PUT(self) -> None:
        self.objects[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200)

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        if "list-type" in query:
            prefix = f"/bucket/{query['prefix'][0]}"
            names = [name.removeprefix("/bucket/") for name in sorted(self.objects) if name.startswith(prefix)]
            contents = "".join(f"<Contents><Key>{name}</Key></Contents>" for name in names)
            self._answer(200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>".encode())
        elif self.path in self.objects:
            self._answer(200, self.objects[self.path])
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_HEAD(self) -> None:
        self._answer(200 if self.path in self.objects else 404)

    def do_DELETE(self) -> None:
        self.objects.pop(self.path, None)
        self._answer(204)

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def bucket_url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    handler = type("Bucket", (_FakeBucket,), {"objects": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"s3://bucket/skm?endpoint=http://127.0.0.1:{server.server_port}&region=id-1"
        server.shutdown()
        thread.join()


@pytest.fixture(params=["disk", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "disk":
        return open_file_store(f"file://{tmp_path}/a%20b")
    return open_file_store(request.getfixturevalue("bucket_url"))


def test_write_read_list_delete(store: FileStore) -> None:
    key = tenant_key(7, "reports", "01935b2e", "laporan.pdf")
    store.write(key, b"%PDF first", content_type="application/pdf")
    store.write(key, (chunk for chunk in [b"%PDF ", b"second"]), content_type="application/pdf")
    store.write(tenant_key(70, "reports", "x.pdf"), b"another tenant", content_type="application/pdf")
    assert store.read(key) == b"%PDF second"
    assert b"".join(store.chunks(key)) == b"%PDF second"
    assert store.keys("tenant-7") == [key]
    assert store.exists(key)
    store.delete(key)
    store.delete(key)
    assert not store.exists(key)
    with pytest.raises(UnableToFindFile):
        store.read(key)


@pytest.mark.parametrize("key", ["", "/etc/passwd", "../x", "tenant-7/../tenant-8/x", "a//b", "a/./b", "a\\b", "a\n", "-x", "a" * 600])
def test_a_key_cannot_lead_out(store: FileStore, key: str) -> None:
    with pytest.raises(UnableToUseKey):
        store.write(key, b"", content_type="text/plain")
    with pytest.raises(UnableToUseKey):
        store.read(key)


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    store = open_file_store(tmp_path.as_uri())
    store.write("tenant-1/a.txt", b"old", content_type="text/plain")

    def breaks() -> Iterator[bytes]:
        yield b"half"
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        store.write("tenant-1/a.txt", breaks(), content_type="text/plain")
    assert store.read("tenant-1/a.txt") == b"old"
    assert [path.name for path in (tmp_path / "tenant-1").iterdir()] == ["a.txt"]


def test_unknown_store_is_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("ftp://")):
        open_file_store("ftp://host/x")
