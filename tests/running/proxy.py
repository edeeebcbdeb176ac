"""Debian's nginx with the configuration of docs/running, in front of dashboards of this machine."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from parity import places
from tests.browser.dashboard import free_port

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
NAME = "localhost"  # a name that browsers find without asking


@contextlib.contextmanager
def behind(folder: Path, dashboards: Sequence[int]) -> Iterator[int]:
    """The port of an nginx, encrypted, in front of the dashboards on these ports."""
    port, plain = free_port(), free_port()
    chain, private = _certificate(folder)
    told = (places.PROJECT / "docs" / "running" / "nginx.conf").read_text(encoding="utf-8")
    for ours, theirs in (
        ("listen 443", f"listen 127.0.0.1:{port}"), ("listen 80", f"listen 127.0.0.1:{plain}"),
        ("server 127.0.0.1:8501;", " ".join(f"server 127.0.0.1:{each};" for each in dashboards)),
        ("parity.example.org", NAME),
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
        f"events {{ worker_connections 4096; }} http {{ {temporary} {told} }}",
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


def _certificate(folder: Path) -> tuple[Path, Path]:
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
