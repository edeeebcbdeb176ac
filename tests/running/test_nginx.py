"""Behind Debian's nginx with the configuration of docs/running: encrypted, the public store, and nobody at the machine."""

import contextlib
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, expect

from parity import places
from tests.browser.conftest import Server, free_port
from tests.browser.test_journey import ready

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not NGINX, reason="nginx is not installed")]
NAME = "localhost"  # a name that browsers find without asking


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this test's own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    chain, private = folder / "fullchain.pem", folder / "privkey.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return chain, private


@pytest.fixture(scope="module")
def proxied(home: Path, tmp_path_factory) -> Iterator[int]:
    """The port of an nginx in front of a dashboard that has released what it holds, so to say."""
    folder = tmp_path_factory.mktemp("nginx")
    own = folder / "home"
    shutil.copytree(home, own)
    shutil.copy(own / "store.duckdb", own / "public.duckdb")
    dashboard, port, plain = Server(own), free_port(), free_port()
    chain, private = certificate(folder)
    told = (places.PROJECT / "docs" / "running" / "nginx.conf").read_text(encoding="utf-8")
    for ours, theirs in (
        ("listen 443", f"listen 127.0.0.1:{port}"), ("listen 80", f"listen 127.0.0.1:{plain}"),
        ("127.0.0.1:8501", f"127.0.0.1:{dashboard.port}"), ("parity.example.org", NAME),
        ("/etc/ssl/parity/fullchain.pem", str(chain)), ("/etc/ssl/parity/privkey.pem", str(private)),
    ):  # fmt: skip
        assert ours in told
        told = told.replace(ours, theirs)
    whole = folder / "nginx.conf"
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; "
        f"{'user root;' if os.getuid() == 0 else ''} "
        f"events {{}} http {{ {temporary} {told} }}",
        encoding="utf-8",
    )
    nginx = subprocess.Popen([NGINX, "-c", str(whole), "-p", str(folder)], stderr=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + 30
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if nginx.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"nginx did not start: {nginx.stderr.read() if nginx.poll() is not None else ''}")
            time.sleep(0.1)
        yield port
    finally:
        nginx.terminate()
        nginx.communicate(timeout=20)
        dashboard.stop()


def answer(port: int, path: str = "/", **headers: str) -> tuple[int, list[tuple[str, str]]]:
    way = ssl.create_default_context()
    way.check_hostname, way.verify_mode = False, ssl.CERT_NONE
    with contextlib.closing(http.client.HTTPSConnection("127.0.0.1", port, context=way, timeout=30)) as connection:
        connection.request("GET", path, headers={"Host": f"{NAME}:{port}", **headers})
        told = connection.getresponse()
        told.read()
        return told.status, [(name.lower(), value) for name, value in told.getheaders()]


def test_a_page_comes_encrypted_with_its_headers_and_cookies_for_encrypted_pages_only(proxied):
    status, headers = answer(proxied)
    told = dict(headers)
    assert status == 200
    assert "max-age" in told["strict-transport-security"]
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    cookies = [value for name, value in headers if name == "set-cookie"]
    assert cookies and all("Secure" in cookie for cookie in cookies)
    assert "nginx/" not in told["server"]


def test_another_name_gets_nothing(proxied):
    assert answer(proxied, Host="evil.example")[0] == 421


def test_a_bundle_comes_compressed_and_kept_for_good(proxied):
    page = next((Path(streamlit.__file__).parent / "static" / "static" / "js").glob("index.*.js")).name
    status, headers = answer(proxied, f"/static/js/{page}", **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert dict(headers)["content-encoding"] == "gzip"
    assert "immutable" in dict(headers)["cache-control"]


def test_whoever_comes_by_nginx_is_not_at_the_machine(proxied, browser: Browser):
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"https://{NAME}:{proxied}/returns")
    ready(page)
    expect(page.get_by_text("Without signing in you may not send returns.")).to_be_visible()
    expect(page.locator('input[type="file"]')).to_have_count(0)
    context.close()
