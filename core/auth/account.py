"""Signing in with Google, which proves who it is that decides; nothing else needs it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import SignInError, UnreachableError
from core.jobs import JobContext
from core.paths import signed_in_mark
from core.types import Identity, SignedOut
from core.words import said

if TYPE_CHECKING:
    from core.auth.google import Proof

KEPT_AS = "sign-in with Google"


class Account:
    """The user's account, one for all libraries and windows. `who` asks nobody, and works without a line.

    What is kept is in the keyring; a keyring may ask its owner before it is read, so it is only looked into
    where a mark says that somebody is signed in, and again when that has changed.
    """

    def __init__(self) -> None:
        self._read: tuple[int, Proof | None] | None = None

    def who(self) -> Identity | None:
        """Who is signed in; None where nobody is. Asks nobody."""
        proof = self._proof()
        return _identity(proof) if proof else None

    def has_client(self) -> bool:
        """Whether there is a client file, without which nobody can sign in."""
        from core.auth.client import client_file

        return client_file() is not None

    def use_client(self, file: Path) -> None:
        """Take over the client file of a Google project, by which Google knows the program.

        Raises:
            SignInError: it is none, is damaged, or can't be stored.
        """
        from core.auth.client import use_client

        use_client(file)

    def sign_in(
        self,
        context: JobContext,
        show: Callable[[str], None],
        say: Callable[[str], str] = str,
        seconds: float | None = None,
    ) -> Identity:
        """Sign in with Google, in the system's browser.

        Args:
            context: to stop it, which is heeded at once.
            show: is told the address that the browser is sent to, in case none opens.
            say: puts what the browser shows in the end into the user's language.
            seconds: to wait for the user at most; five minutes if None.

        Raises:
            CancelledError: a stop was asked for.
            SignInError: there is no client file, Google was told no, nobody came in time, or its answer
                can't be had or trusted. Whoever was signed in before still is.
        """
        from core.auth import google
        from core.auth.client import find_client

        wait_s = google.WAIT_S if seconds is None else seconds
        proof = google.sign_in(google.GOOGLE, find_client(), context, show, say, wait_s)
        self._keep(proof)
        return _identity(proof)

    def renew(self) -> Identity | None:
        """Who is signed in, by Google's word of within the hour; an older word stands while there is no line.

        Raises:
            SignInError: Google no longer says so, and nobody is signed in any more; or it can't be trusted.
        """
        if (proof := self._proof()) is None:
            return None
        if time.time() >= proof.until:
            from core.auth import google

            try:
                renewed = google.renew(google.GOOGLE, proof)
            except UnreachableError:
                return _identity(proof)
            if renewed is None:
                self._forget()
                raise SignInError(
                    said(
                        "Google no longer confirms that you are {email}, so you are signed out. Sign in "
                        "again, or go on without.",
                        email=proof.email,
                    )
                )
            self._keep(proof := renewed)
        return _identity(proof)

    def sign_out(self) -> SignedOut:
        """Forget who is signed in, and have Google forget what it gave out; the first also without a line."""
        proof = self._proof()
        self._forget()
        if proof is None:
            return SignedOut.NOBODY
        from core.auth import google

        try:
            google.revoke(google.GOOGLE, proof)
        except UnreachableError:
            return SignedOut.UNTOLD
        return SignedOut.DONE

    def _proof(self) -> Proof | None:
        from core.auth import credentials

        if unkept := credentials.unkept(KEPT_AS):
            return _read(unkept)
        try:
            changed = signed_in_mark().stat().st_mtime_ns
        except OSError:
            return None
        if self._read is None or self._read[0] != changed:
            self._read = changed, _read(credentials.find(KEPT_AS) or "")
        return self._read[1]

    def _keep(self, proof: Proof) -> None:
        from core.auth import credentials

        mark = signed_in_mark()
        try:
            if credentials.keep(KEPT_AS, json.dumps(asdict(proof))):
                mark.parent.mkdir(parents=True, exist_ok=True)
                mark.touch()
            else:
                mark.unlink(missing_ok=True)
        except OSError as exc:
            raise SignInError(
                said("{file} can't be written: {reason}.", file=mark, reason=exc.strerror or exc)
            ) from exc

    def _forget(self) -> None:
        from core.auth import credentials

        mark = signed_in_mark()
        if not mark.exists() and not credentials.unkept(KEPT_AS):
            return
        mark.unlink(missing_ok=True)
        credentials.forget(KEPT_AS)


def _identity(proof: Proof) -> Identity:
    from core.auth import credentials

    return Identity(proof.name, proof.email, kept=not credentials.unkept(KEPT_AS))


def _read(kept: str) -> Proof | None:
    """What was kept; None where it can't be read, as where there is nothing."""
    from core.auth.client import Client
    from core.auth.google import Proof

    try:
        found = json.loads(kept)
        return Proof(**{**found, "client": Client(**found["client"])})
    except (ValueError, KeyError, TypeError):
        return None
