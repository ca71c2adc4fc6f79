"""Signing in with Google: OpenID Connect for an installed app (RFC 8252), with PKCE, state and nonce.

The one place that speaks to the provider. What its libraries raise ends here: it may quote tokens, so an
error of ours neither repeats it nor has it as its cause. They are imported at the first use, since few who
open the window sign in.
"""

from __future__ import annotations

import logging
import secrets
import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from core.auth.client import Client
from core.auth.redirect import RedirectServer
from core.errors import SignInError, UnreachableError
from core.jobs import JobContext
from core.words import said

Result = TypeVar("Result")
# Under other names Google gives the same, and the answer would be of other scopes than were asked for.
SCOPES = (
    "openid",
    "https://www.googleapis.com/auth/userinfo.email",
    "https://www.googleapis.com/auth/userinfo.profile",
)
# Without consent Google gives no lasting sign-in to a program that it knows already.
PROMPT = "select_account consent"
NONCE_BYTES = 24
CLOCK_SKEW_S = 60
TIMEOUT_S = 10.0
WAIT_S = 300.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# At DEBUG they write down tokens.
TALKATIVE = ("oauthlib", "requests_oauthlib")


@dataclass(frozen=True, slots=True)
class Provider:
    """Who vouches for people. `certs` answers with PEM certificates, or public keys, by their key ids."""

    issuers: frozenset[str]
    auth: str
    token: str
    certs: str
    revocation: str


GOOGLE = Provider(
    issuers=frozenset({"https://accounts.google.com", "accounts.google.com"}),
    auth="https://accounts.google.com/o/oauth2/v2/auth",
    token="https://oauth2.googleapis.com/token",  # noqa: S106 - an address
    certs="https://www.googleapis.com/oauth2/v1/certs",
    revocation="https://oauth2.googleapis.com/revoke",
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the provider said of somebody, until when (seconds since 1970), and how to ask it again."""

    name: str
    email: str
    subject: str
    until: float
    client: Client
    refresh_token: str = field(repr=False)


def sign_in(
    provider: Provider,
    client: Client,
    context: JobContext,
    show: Callable[[str], None],
    say: Callable[[str], str],
    seconds: float,
) -> Proof:
    """Send the user to the provider by the system's browser, and wait for who they are.

    Args:
        provider: who vouches.
        client: by what it knows this program.
        context: to stop it.
        show: is told the address, in case no browser opens.
        say: puts what the browser shows in the end into the user's language.
        seconds: to wait at most.

    Raises:
        CancelledError: a stop was asked for.
        SignInError: the provider said no, can't be reached, or its answer can't be trusted.
    """
    nonce = secrets.token_urlsafe(NONCE_BYTES)
    with RedirectServer(say) as server, _flow(provider, client, server.address) as flow:
        address, server.state = flow.authorization_url(nonce=nonce, prompt=PROMPT)
        show(address)
        webbrowser.open(address)
        code = server.wait(context, seconds)
        given = _asking(lambda: flow.fetch_token(code=code, include_client_id=True, timeout=TIMEOUT_S))
    claims = verified(provider, client, given.get("id_token", ""))
    if claims.get("nonce") != nonce:
        raise SignInError(said("Google's answer belongs to another sign-in. Try again."))
    return _proof(claims, client, given.get("refresh_token", ""))


def renew(provider: Provider, proof: Proof) -> Proof | None:
    """Ask the provider again who somebody is; None where it no longer says so.

    Raises:
        UnreachableError: it can't be reached.
        SignInError: its answer can't be trusted.
    """
    from google.auth.exceptions import RefreshError
    from google.oauth2.credentials import Credentials

    client = proof.client
    credentials: Any = Credentials(  # type: ignore[no-untyped-call]
        None,
        refresh_token=proof.refresh_token,
        token_uri=provider.token,
        client_id=client.id,
        client_secret=client.secret,
    )

    def refreshed() -> bool:
        try:
            with _request() as request:
                credentials.refresh(request)
        except RefreshError as exc:
            if exc.retryable:
                raise
            return False
        return True

    if not _asking(refreshed):
        return None
    claims = verified(provider, client, credentials.id_token or "")
    if claims["sub"] != proof.subject:
        raise SignInError(said("Google's answer is about somebody else. Sign out, and sign in again."))
    return replace(_proof(claims, client, credentials.refresh_token), name=proof.name)


def revoke(provider: Provider, proof: Proof) -> None:
    """Have the provider forget what it gave out for somebody.

    Raises:
        UnreachableError: it can't be reached.
    """
    client = proof.client
    given = {"token": proof.refresh_token, "client_id": client.id, "client_secret": client.secret}

    def told() -> int:
        with _request() as request:
            answer = request(
                url=provider.revocation, method="POST", body=urlencode(given).encode(), headers=FORM
            )
        return int(answer.status)

    # Any other refusal means that there is nothing to forget any more.
    if _asking(told) >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise _unreachable()


def verified(provider: Provider, client: Client, id_token: str) -> Mapping[str, Any]:
    """The claims of an id_token (OpenID Connect Core, 3.1.3.7); the nonce is for who asked.

    Raises:
        UnreachableError: the provider's keys can't be fetched.
        SignInError: it is not the provider's, not for this program, not of now, or its e-mail address is
            not known to be theirs.
    """
    claims = _asking(lambda: _signed_claims(provider, client, id_token))
    if claims.get("iss") not in provider.issuers:
        raise SignInError(said("The answer is not Google's own. Try again on another network."))
    if not claims.get("sub") or not claims.get("email"):
        raise _not_understood("email")
    if claims.get("email_verified") is not True:
        raise SignInError(
            said(
                "Google does not know yet that {email} is yours. Confirm it with Google, then sign in again.",
                email=claims["email"],
            )
        )
    return claims


def _signed_claims(provider: Provider, client: Client, id_token: str) -> Mapping[str, Any]:
    from google.auth.exceptions import InvalidValue, MalformedError
    from google.oauth2.id_token import verify_token

    try:
        with _request() as request:
            claims: Mapping[str, Any] = verify_token(
                id_token, request, client.id, provider.certs, CLOCK_SKEW_S
            )
    except (InvalidValue, MalformedError):
        why = _why_refused(id_token, client)
    else:
        return claims
    raise SignInError(why)


def _why_refused(id_token: str, client: Client) -> str:
    """What may be wrong with an id_token that was refused, by what it says of itself."""
    from google.auth import jwt
    from google.auth.exceptions import MalformedError

    try:
        claims = jwt.decode(id_token, verify=False)  # type: ignore[no-untyped-call]
    except MalformedError:
        claims = {}
    if claims.get("aud", client.id) != client.id:
        return said("Google's answer is for another program. Try again.")
    now = time.time()
    if not claims.get("iat", now) - CLOCK_SKEW_S <= now <= claims.get("exp", now) + CLOCK_SKEW_S:
        return said(
            "Google's answer is not of now. If this computer's clock is wrong, set it; then sign in again."
        )
    return said(
        "Google's answer does not carry Google's signature: something on the way may have changed it. Try "
        "again on another network."
    )


def _proof(claims: Mapping[str, Any], client: Client, refresh_token: str) -> Proof:
    if not refresh_token:
        raise _not_understood("refresh_token")
    email = str(claims["email"]).lower()
    name = str(claims.get("name") or email)
    return Proof(name, email, claims["sub"], float(claims["exp"]), client, refresh_token)


@contextmanager
def _flow(provider: Provider, client: Client, redirect: str) -> Iterator[Any]:
    from google_auth_oauthlib.flow import InstalledAppFlow

    for library in TALKATIVE:
        logging.getLogger(library).setLevel(logging.WARNING)
    installed = {
        "client_id": client.id,
        "client_secret": client.secret,
        "auth_uri": provider.auth,
        "token_uri": provider.token,
    }
    flow = InstalledAppFlow.from_client_config({"installed": installed}, SCOPES, redirect_uri=redirect)
    with closing(flow.oauth2session):
        yield flow


@contextmanager
def _request() -> Iterator[Any]:
    """What the provider is asked by, which gives up where nothing comes."""
    import requests
    from google.auth.transport.requests import Request

    with requests.Session() as session:
        yield partial(Request(session), timeout=TIMEOUT_S)


def _asking(call: Callable[[], Result]) -> Result:
    """Ask the provider; the one seam where what its libraries raise becomes ours.

    Raises:
        UnreachableError: it can't be reached.
        SignInError: it refuses, or its answer can't be understood.
    """
    from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
    from oauthlib.oauth2 import OAuth2Error
    from requests import RequestException

    try:
        return call()
    except (RequestException, RefreshError, TransportError):
        error: SignInError = _unreachable()
    except OAuth2Error as exc:
        error = SignInError(
            said(
                "Google refused to sign anybody in ({reason}). Try again; if it stays so, the client file is "
                "out of date: get a new one from Google's console.",
                reason=exc.error,
            )
        )
    except (GoogleAuthError, ValueError, Warning) as exc:  # oauthlib raises a Warning for other scopes
        error = _not_understood(type(exc).__name__)
    # Out here it has no context: what was raised may quote a token.
    raise error


def _unreachable() -> UnreachableError:
    return UnreachableError(said("Google can't be reached. Check the line to the internet, and try again."))


def _not_understood(what: str) -> SignInError:
    return SignInError(said("Google's answer can't be understood ({what}). Try again later.", what=what))
