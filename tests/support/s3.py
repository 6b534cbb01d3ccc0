"""An S3-compatible store as a process of its own on this machine, empty at the start and gone at the end."""

import http.client
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 60.0
BUCKET = "files"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "tests",
    "AWS_SECRET_ACCESS_KEY": "invented",
    "AWS_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@contextmanager
def s3_server() -> Iterator[str]:
    """Its address; there is one bucket in it."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        port = _port(process)
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        line.request("PUT", f"/{BUCKET}")
        assert line.getresponse().status == 200
        line.close()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait(PATIENCE)
        if process.stdout is not None:
            process.stdout.close()


def _port(process: "subprocess.Popen[bytes]") -> int:
    """What it says it listens on."""
    assert process.stdout is not None
    said, until = b"", time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        said += process.stdout.read1(4096) if ready else b""  # type: ignore[attr-defined]  # a buffered pipe
        found = re.search(rb"127\.0\.0\.1:(\d+)", said)
        if found:
            return int(found[1])
        assert process.poll() is None, said
    raise AssertionError(said)
