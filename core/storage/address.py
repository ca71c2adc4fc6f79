"""Where a team's pictures are, and how to open that."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from urllib.request import url2pathname

from core.errors import InvalidValueError
from core.hosts import is_loopback
from core.storage.pace import Pace
from core.words import said

if TYPE_CHECKING:
    from core.storage.base import BlobStore

DEFAULT_REGION = "us-east-1"
FORM = said("an address is https://host/bucket, s3://bucket (of Amazon's) or file:///folder.")


@dataclass(frozen=True, slots=True)
class BucketAddress:
    """A bucket; `endpoint` is None for Amazon's own."""

    endpoint: str | None
    bucket: str
    region: str
    host: str


@dataclass(frozen=True, slots=True)
class BucketKey:
    """By whom a bucket is asked."""

    id: str
    secret: str = field(repr=False)

    def as_text(self) -> str:
        """For a keyring."""
        return json.dumps([self.id, self.secret])

    @classmethod
    def from_text(cls, text: str) -> BucketKey:
        """From a keyring."""
        return cls(*json.loads(text))


def store_address(text: str) -> BucketAddress | Path:
    """What an address means: a bucket, or a folder.

    Raises:
        InvalidValueError: it is none, or asks for a line that is not encrypted.
    """
    try:
        parts = urlsplit(text.strip())
        parts.port  # noqa: B018 - is read late, and wrong ones show then
    except ValueError as exc:
        raise InvalidValueError("bucket", FORM) from exc
    if parts.username or parts.password or parts.fragment:
        raise InvalidValueError("bucket", said("the key is not part of the address; {form}", form=FORM))
    if parts.scheme == "file" and not parts.netloc and len(parts.path) > 1:
        return Path(url2pathname(parts.path))
    region = parse_qs(parts.query).get("region", [DEFAULT_REGION])[0]
    bucket = parts.path.strip("/")
    if parts.scheme == "s3" and parts.netloc and not bucket:
        return BucketAddress(None, parts.netloc, region, "Amazon S3")
    if parts.scheme not in ("http", "https") or not parts.hostname or not bucket or "/" in bucket:
        raise InvalidValueError("bucket", FORM)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise InvalidValueError("bucket", said("without TLS only a bucket on this computer is spoken to."))
    return BucketAddress(f"{parts.scheme}://{parts.netloc}", bucket, region, parts.hostname)


def open_store(text: str, key: BucketKey | None, tournament_id: str, bytes_per_s: int = 0) -> BlobStore:
    """The part of a store that is a tournament's; nothing is asked yet.

    Args:
        text: the address of the store.
        key: None for the one that this computer has for all programs.
        tournament_id: whose part.
        bytes_per_s: how fast content may go up and down, 0 for as fast as the line is.

    Raises:
        InvalidValueError: it is no address.
    """
    address = store_address(text)
    if isinstance(address, Path):
        from core.storage.local import FolderStore

        return FolderStore(address / tournament_id)
    from core.storage.s3 import S3Store  # boto3 takes long to be imported

    return S3Store(address, key, f"{tournament_id}/", Pace(bytes_per_s))
