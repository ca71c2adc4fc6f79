"""Signing in with Google, which is to say in a team who decided; nothing asks for it yet."""

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
    """The user's account. There is nobody to sign in to yet, and `who` is None."""

    def who(self) -> Identity | None:
        """Who is signed in; None where nobody is."""
        return None

    def sign_in(self) -> Identity:
        """Sign in with Google.

        Raises:
            SignInError: this version can't.
        """
        raise SignInError(
            said(
                "Signing in with Google is not here yet, and nothing needs it: a team is joined by an "
                "invitation."
            )
        )

    def sign_out(self) -> bool:
        """Forget who is signed in; whether anybody was."""
        return False
