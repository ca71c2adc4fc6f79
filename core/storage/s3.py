"""A bucket of S3, or of anything that speaks like it."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, Literal, Self
from urllib.parse import quote

import boto3
import botocore.session
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    PartialCredentialsError,
    SSLError,
)
from urllib3.exceptions import HTTPError

from core.errors import BlobDamagedError, NotAllowedError, PlayertagError, ServerError, ServerRefusedError
from core.files import file_digest, translated_disk_errors, write_whole
from core.jobs import ordered_ahead
from core.storage.address import BucketAddress, BucketKey
from core.storage.base import GoingOn, require_intact
from core.storage.pace import CHUNK, Pace, PacedContent
from core.words import Words, said

PART_BYTES = 8 << 20
"""What is larger goes up in parts of this size, and comes down so that it can be gone on with."""
PARTS_AT_ONCE = 4
LINES = 16
"""Connections that are kept; more calls at once would wait for each other."""
UPLOAD_LIVES = timedelta(days=2)
"""An upload that was begun so long ago is not gone on with by anybody."""
LONGEST_LINK = timedelta(days=7)
"""Of signatures (AWS Signature Version 4)."""

WRONG_KEYS = {
    "SignatureDoesNotMatch": said(
        "the secret does not belong to your key. Give both again, in 'Pictures…' or by 'playertag store key'."
    ),
    "InvalidAccessKeyId": said(
        "it does not know your key. Give it again, in 'Pictures…' or by 'playertag store key', or ask "
        "whoever looks after the bucket for another one."
    ),
    "ExpiredToken": said("your key has expired. Ask whoever looks after the bucket for another one."),
}
REFUSED = {"403", "401", "AccessDenied", "Forbidden", *WRONG_KEYS}
NO_RIGHT = said("your key has not the right to do this. Ask whoever looks after the bucket to give it that.")
NO_LINE = said("nothing answers there. See whether there is a line, and whether the address is right.")
NO_TLS = said("what answers there does not speak TLS. See whether the address and its port are right.")
UNTRUSTED = said(
    "its certificate is of no authority that this computer trusts. Whoever looks after the bucket is to give "
    "it another one; else AWS_CA_BUNDLE can name the file of its authority."
)
PLAIN = said("what is there does not answer as a bucket. If it wants TLS, its address begins with https.")
NOT_THERE = {"404", "NoSuchKey", "NoSuchUpload", "NotFound"}
NOTHING_LEFT = {"416", "InvalidRange"}
OF_BUCKET = {"ListObjectsV2", "ListMultipartUploads", "HeadBucket"}
IS_THERE = {"PreconditionFailed", "412", "ConditionalRequestConflict"}
BUSY = {"SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "500", "502", "503", "504"}
JPEG = b"\xff\xd8"
ONLY_NEW = {"IfNoneMatch": "*"}


class S3Store:
    """One tournament's part of a bucket. May be used from several threads."""

    def __init__(self, address: BucketAddress, key: BucketKey | None, prefix: str, pace: Pace) -> None:
        """Make one; nothing is asked yet.

        Args:
            address: where the bucket is.
            key: None for the one that this computer has for all programs, by boto3's rules.
            prefix: what the names of this tournament begin with.
            pace: of what goes up and down.
        """
        self._bucket, self._prefix, self._pace = address.bucket, prefix, pace
        self._said_of = {"bucket": address.bucket, "host": address.host}
        self._plain = (address.endpoint or "").startswith("http:")
        found = botocore.session.get_session()
        found.set_config_variable("metadata_service_num_attempts", 0)  # this is no machine of a cloud
        self._client: Any = boto3.session.Session(botocore_session=found).client(
            "s3",
            endpoint_url=address.endpoint,
            region_name=address.region,
            aws_access_key_id=key.id if key else None,
            aws_secret_access_key=key.secret if key else None,
            config=Config(
                signature_version="s3v4",
                connect_timeout=10,
                read_timeout=30,
                retries={"mode": "standard", "max_attempts": 3},
                max_pool_connections=LINES,
                s3={"addressing_style": "path" if address.endpoint else "auto"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )
        # Content is read to be signed, too: that is not to be paced.
        self._client.meta.events.register_first("request-created.s3", _is_looked_at)
        self._client.meta.events.register_last("request-created.s3", _is_sent)
        self._parts = ThreadPoolExecutor(PARTS_AT_ONCE, "s3-part")
        self._begun: dict[str, str] | None = None
        self._listing = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._parts.shutdown(cancel_futures=True)
        self._client.close()

    def check(self) -> None:
        """See that it is there and may be read."""
        with self._translated_errors():
            self._client.list_objects_v2(Bucket=self._bucket, Prefix=self._prefix, MaxKeys=1)

    def put(self, digest: str, content: bytes, going_on: GoingOn) -> bool:
        """Keep content; False where it was kept already. What broke off is gone on with."""
        return self._send(self._key(digest), digest, content, going_on, ONLY_NEW)

    def replace(self, name: str, digest: str, content: bytes | memoryview, going_on: GoingOn) -> None:
        """Keep content under a name, in the place of what is there. What broke off is gone on with."""
        self._send(self._key(name), digest, content, going_on, {})

    def size(self, name: str) -> int | None:
        """How many bytes something has; None where it is not there."""
        return self._size(self._key(name))

    def put_page(self, name: str, html: str) -> None:
        """Keep a page under a name."""
        body = PacedContent(html.encode(), self._pace)
        self._put(self._key(name), body, ContentType="text/html; charset=utf-8")

    def get(self, digest: str, size: int, to: Path, going_on: GoingOn) -> None:
        """Write content of so many bytes into a file, whole or not at all. What broke off is gone on with."""
        unfinished = to.with_name(f".{to.name}.part")
        with translated_disk_errors(to):
            to.parent.mkdir(parents=True, exist_ok=True)
            begun = unfinished.stat().st_size if unfinished.exists() else 0
        try:
            self._fetch(digest, size, to, begun, unfinished, going_on)
        except (BlobDamagedError, _NothingLeftError):
            if not begun:
                raise
            # What had come was not the beginning of it.
            self._fetch(digest, size, to, 0, unfinished, going_on)

    def link(self, name: str, valid: timedelta, filename: str = "") -> str:
        """An address by which anybody gets something for a while, to be saved as `filename` if given."""
        asked = {"Bucket": self._bucket, "Key": self._key(name)}
        if filename:
            asked["ResponseContentDisposition"] = f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
        seconds = int(min(valid, LONGEST_LINK).total_seconds())
        with self._translated_errors():
            link: str = self._client.generate_presigned_url("get_object", Params=asked, ExpiresIn=seconds)
            return link

    def delete(self, beginning: str) -> int:
        """Delete all whose names begin so; how many there were."""
        deleted = 0
        with self._translated_errors():
            asked = {"Bucket": self._bucket, "Prefix": self._key(beginning)}
            for page in self._client.get_paginator("list_objects_v2").paginate(**asked):
                for one in page.get("Contents", ()):
                    self._client.delete_object(Bucket=self._bucket, Key=one["Key"])
                    deleted += 1
        return deleted

    def sweep(self) -> int:
        """Clear away what somebody began to send long ago and never ended; how many there were."""
        oldest = datetime.now(UTC) - UPLOAD_LIVES
        old = [upload for upload in self._uploads(self._prefix) if upload["Initiated"] < oldest]
        for upload in old:
            with self._translated_errors():
                self._client.abort_multipart_upload(
                    Bucket=self._bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                )
        return len(old)

    def _key(self, name: str) -> str:
        return f"{self._prefix}{name}"

    def _send(
        self,
        key: str,
        digest: str,
        content: bytes | memoryview,
        going_on: GoingOn,
        condition: dict[str, str],
    ) -> bool:
        """Send content; False where its key is taken, if the condition says that it is not to be."""
        going_on()
        try:
            if len(content) > PART_BYTES:
                return self._put_parts(key, content, going_on, condition)
            body = PacedContent(content, self._pace, going_on)
            sha256 = base64.b64encode(bytes.fromhex(digest)).decode()
            return self._put(key, body, ContentType=_type_of(content), ChecksumSHA256=sha256, **condition)
        except ServerError:
            going_on()  # a line that broke because of it
            raise

    def _put(self, key: str, body: PacedContent, **how: str) -> bool:
        """Send content in one piece; False where its key is taken, if it is not to be then."""
        try:
            with self._translated_errors():
                self._client.put_object(
                    Bucket=self._bucket,
                    Key=key,
                    Body=body,
                    **how,
                )
        except _IsThereError:
            return False
        return True

    def _put_parts(
        self, key: str, content: bytes | memoryview, going_on: GoingOn, condition: dict[str, str]
    ) -> bool:
        """Send content in parts, those that are not there from an earlier time."""
        if condition and self._size(key) is not None:
            return False
        upload = self._open_uploads().pop(key, None)
        sent = self._sent_parts(key, upload) if upload else {}
        upload = upload or self._begin_upload(key)
        whole = memoryview(content)
        parts = [
            _Part(number, whole[start : start + PART_BYTES])
            for number, start in enumerate(range(0, len(whole), PART_BYTES), start=1)
        ]

        def send(part: _Part) -> dict[str, Any]:
            going_on()
            tag = sent.get(part.number)
            if tag is None or tag != part.etag():
                tag = self._put_part(key, upload, part, going_on)
            return {"PartNumber": part.number, "ETag": tag, "ChecksumCRC32": part.checksum}

        there = list(ordered_ahead(self._parts, send, parts, PARTS_AT_ONCE))
        return self._complete(key, upload, there, condition)

    def _size(self, key: str) -> int | None:
        try:
            with self._translated_errors():
                found = self._client.head_object(Bucket=self._bucket, Key=key)
        except _NotThereError:
            return None
        return int(found["ContentLength"])

    def _open_uploads(self) -> dict[str, str]:
        """What was begun and not ended when this was opened, whoever began it: uploads by their keys."""
        with self._listing:
            if self._begun is None:
                self._begun = {upload["Key"]: upload["UploadId"] for upload in self._uploads(self._prefix)}
            return self._begun

    def _begin_upload(self, key: str) -> str:
        with self._translated_errors():
            made = self._client.create_multipart_upload(
                Bucket=self._bucket,
                Key=key,
                ChecksumAlgorithm="CRC32",
                ContentType="application/octet-stream",
            )
        return str(made["UploadId"])

    def _uploads(self, prefix: str) -> list[dict[str, Any]]:
        with self._translated_errors():
            pages = self._client.get_paginator("list_multipart_uploads").paginate(
                Bucket=self._bucket, Prefix=prefix
            )
            return [upload for page in pages for upload in page.get("Uploads", ())]

    def _sent_parts(self, key: str, upload: str) -> dict[int, str]:
        """The parts of an upload that are there, by number: the MD5 of each."""
        with self._translated_errors():
            pages = self._client.get_paginator("list_parts").paginate(
                Bucket=self._bucket, Key=key, UploadId=upload
            )
            return {part["PartNumber"]: part["ETag"] for page in pages for part in page.get("Parts", ())}

    def _put_part(self, key: str, upload: str, part: _Part, going_on: GoingOn) -> str:
        with self._translated_errors():
            put = self._client.upload_part(
                Bucket=self._bucket,
                Key=key,
                UploadId=upload,
                PartNumber=part.number,
                Body=PacedContent(part.content, self._pace, going_on),
                ChecksumCRC32=part.checksum,
            )
        return str(put["ETag"])

    def _complete(
        self, key: str, upload: str, parts: list[dict[str, Any]], condition: dict[str, str]
    ) -> bool:
        """Make one of the parts; False where somebody else did so meanwhile."""
        named = {"Bucket": self._bucket, "Key": key, "UploadId": upload}
        try:
            with self._translated_errors():
                self._client.complete_multipart_upload(**named, MultipartUpload={"Parts": parts}, **condition)
        except _IsThereError:
            with self._translated_errors():
                self._client.abort_multipart_upload(**named)
            return False
        except _NotThereError:  # the upload
            if self._size(key) is not None:
                return False
            raise
        return True

    def _fetch(
        self, digest: str, size: int, to: Path, begun: int, unfinished: Path, going_on: GoingOn
    ) -> None:
        going_on()
        asked = {"Range": f"bytes={begun}-"} if begun else {}
        with self._translated_errors():
            answer = self._client.get_object(Bucket=self._bucket, Key=self._key(digest), **asked)
            if begun + answer["ContentLength"] != size:
                answer["Body"].close()
                raise BlobDamagedError(digest)
            if not begun and size <= PART_BYTES:
                content = b"".join(self._chunks(answer, going_on))
                require_intact(digest, content)
                write_whole(to, content)
                return
            with _opened(unfinished, "ab" if begun else "wb") as file:
                for chunk in self._chunks(answer, going_on):
                    with translated_disk_errors(to):
                        file.write(chunk)
        self._finish(digest, unfinished, to)

    def _chunks(self, answer: dict[str, Any], going_on: GoingOn) -> Iterator[bytes]:
        body = answer["Body"]
        try:
            for chunk in body.iter_chunks(CHUNK):
                going_on()
                self._pace.wait_for(len(chunk))
                yield chunk
        finally:
            body.close()

    def _finish(self, digest: str, unfinished: Path, to: Path) -> None:
        with translated_disk_errors(to):
            if file_digest(unfinished) != digest:
                unfinished.unlink()
                raise BlobDamagedError(digest)
            unfinished.replace(to)

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """The one seam where botocore's errors about the world become ours.

        Raises:
            NotAllowedError: the key, or none.
            ServerRefusedError: no bucket, or what it does not take.
            ServerError: it can't be reached, or broke off; running it again goes on.
        """
        try:
            yield
        except ClientError as exc:
            raise self._meaning(exc) from exc
        except (NoCredentialsError, PartialCredentialsError) as exc:
            raise NotAllowedError(
                said(
                    "This computer has no key for the team's bucket {bucket} on {host}. Whoever looks after "
                    "the bucket gives you one; 'Pictures…' or 'playertag store key' takes it.",
                    **self._said_of,
                )
            ) from exc
        except (BotoCoreError, HTTPError) as exc:
            raise self._trouble(exc) from exc

    def _trouble(self, exc: Exception) -> ServerError:
        """What a line that could not be made, or broke, means."""
        if isinstance(exc, SSLError):
            return self._unreachable(UNTRUSTED if "CERTIFICATE_VERIFY_FAILED" in str(exc) else NO_TLS)
        if isinstance(exc, EndpointConnectionError | ConnectTimeoutError):
            return self._unreachable(NO_LINE)
        if isinstance(exc, ConnectionClosedError) and self._plain:
            return self._unreachable(PLAIN)
        return ServerError(
            said(
                "The line to the team's bucket {bucket} on {host} broke: {reason}. Nothing is lost; trying "
                "again goes on.",
                **self._said_of,
                reason=type(exc).__name__,
            )
        )

    def _unreachable(self, why: Words) -> ServerError:
        return ServerError(
            said(
                "The team's bucket {bucket} on {host} can't be reached: {why} Nothing is lost; trying again "
                "goes on.",
                **self._said_of,
                why=why,
            )
        )

    def _meaning(self, exc: ClientError) -> PlayertagError:
        code = exc.response.get("Error", {}).get("Code", "")
        operation = exc.operation_name
        if code in NOTHING_LEFT:
            return _NothingLeftError(operation)
        if code in IS_THERE:
            return _IsThereError(operation)
        if code == "NoSuchBucket" or (code in NOT_THERE and operation in OF_BUCKET):
            return ServerRefusedError(said("There is no bucket {bucket} on {host}.", **self._said_of))
        if code in NOT_THERE:
            return _NotThereError(
                said("The team's bucket {bucket} does not have it (any more).", **self._said_of)
            )
        if code in REFUSED:
            return NotAllowedError(
                said(
                    "The team's bucket {bucket} on {host} does not let you in: {why}",
                    **self._said_of,
                    why=WRONG_KEYS.get(code, NO_RIGHT),
                )
            )
        if code == "400" and self._plain:  # as servers answer in plain text that want TLS
            return self._unreachable(PLAIN)
        if code in BUSY:
            return ServerError(
                said("The team's bucket {bucket} on {host} is busy. Sync again later.", **self._said_of)
            )
        return ServerRefusedError(
            said(
                "The team's bucket {bucket} on {host} refused something: {reason}.",
                **self._said_of,
                reason=code,
            )
        )


class _IsThereError(ServerRefusedError):
    """The key is taken."""


class _NotThereError(ServerRefusedError):
    """There is no such key, or no such upload."""


class _NothingLeftError(ServerRefusedError):
    """It is not longer than what has come of it."""


@contextmanager
def _opened(path: Path, mode: Literal["ab", "wb"]) -> Iterator[BinaryIO]:
    """A file that is not buffered: what the disk does not take is said at once."""
    with translated_disk_errors(path):
        file = path.open(mode, buffering=0)
    with file:
        yield file


class _Part:
    """A part of content that goes up."""

    def __init__(self, number: int, content: memoryview) -> None:
        self.number, self.content = number, content

    @cached_property
    def checksum(self) -> str:
        """By which the server sees that it came as it was sent."""
        return base64.b64encode(zlib.crc32(self.content).to_bytes(4, "big")).decode()

    def etag(self) -> str:
        """What servers call it, as a rule: its MD5."""
        return f'"{hashlib.md5(self.content, usedforsecurity=False).hexdigest()}"'


def _type_of(content: bytes | memoryview) -> str:
    return "image/jpeg" if bytes(content[: len(JPEG)]) == JPEG else "application/octet-stream"


def _is_looked_at(request: AWSRequest, **_: object) -> None:
    if isinstance(request.body, PacedContent):
        request.body.sent = False


def _is_sent(request: AWSRequest, **_: object) -> None:
    if isinstance(request.body, PacedContent):
        request.body.sent = True
