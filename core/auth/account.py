"""Signing in, which only the team parts will need; nothing else asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import SignInError
from core.words import said


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is signed in."""

    name: str
    email: str


class Account:
    """The user's account. Without team parts there is nobody to sign in to, and `who` is None."""

    def who(self) -> Identity | None:
        """Who is signed in; None where nobody is."""
        return None

    def sign_in(self) -> Identity:
        """Sign in with Google.

        Raises:
            SignInError: this version has no team parts to sign in to.
        """
        raise SignInError(
            said(
                "Signing in is for team libraries, which this version does not have yet. Everything else "
                "works without an account: nothing you do leaves this computer."
            )
        )

    def sign_out(self) -> bool:
        """Forget who is signed in; whether anybody was."""
        return False
