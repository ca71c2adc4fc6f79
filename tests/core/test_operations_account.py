"""Signing in, at a real provider by a user at a browser; the library stays whole whatever comes back."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from core import cli
from core.auth import credentials, google
from core.auth.account import KEPT_AS
from core.doctor import examine
from core.errors import CancelledError, NotAllowedError, SignInError, UnreachableError
from core.jobs import JobContext
from core.library import Library
from core.paths import GOOGLE_CLIENT_VARIABLE, google_client, signed_in_mark
from core.types import FaceState, Identity, Role, SignedOut
from tests.fakes.keyring import MemoryKeyring
from tests.fakes.planter import Planter
from tests.fakes.postgres import free_port
from tests.fakes.provider import ANN, CLIENT, Browser, OidcServer, with_query

BEA = "bea@example.org"
# Logins are of a whole server, and other tests have others on it.
MEMBER, INVITED = "ann-account-op@example.org", "bea-account-op@example.org"
SOON_S = 1.0


def sign_in(library: Library, seconds: float = 20) -> Identity:
    return library.account.sign_in(JobContext(), lambda _: None, seconds=seconds)


def kept() -> str:
    return credentials.find(KEPT_AS) or ""


def refresh_token() -> str:
    return str(json.loads(kept())["refresh_token"])


def let_it_grow_old() -> None:
    """As if the hour of Google's last word were over."""
    credentials.keep(KEPT_AS, json.dumps({**json.loads(kept()), "until": 0}))
    if signed_in_mark().exists():
        signed_in_mark().touch()


def told(error: BaseException | None) -> Iterator[str]:
    """All that somebody could read of an error, of its causes too."""
    while error is not None:
        yield repr(error)
        assert error.__context__ is None or error.__cause__ is error.__context__
        error = error.__cause__


def test_who_signs_in_is_known_until_they_sign_out(
    library: Library, oidc: OidcServer, browser: Browser
) -> None:
    assert library.account.who() is None
    assert library.account.sign_out() is SignedOut.NOBODY
    addresses: list[str] = []
    identity = library.account.sign_in(JobContext(), addresses.append, lambda words: f"<{words}>")
    assert identity == Identity(f"Name of {ANN}", ANN, kept=False) == library.account.who()
    assert addresses == browser.opened
    asked = parse_qs(urlsplit(addresses[0]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"][0].startswith("http://127.0.0.1:")
    browser.close()
    assert "&lt;Google has answered." in browser.last
    token = refresh_token()
    assert oidc.knows(token)
    assert library.account.sign_out() is SignedOut.DONE
    assert not oidc.knows(token)
    assert library.account.who() is None
    assert not kept()


def test_a_keyring_keeps_it_for_every_library_and_is_left_alone_before(
    library: Library, a_keyring: MemoryKeyring, browser: Browser, tmp_path: Path
) -> None:
    planter = Planter(library)
    (face,) = planter.photo("Ann")
    library.review.ignore([face])
    assert library.account.who() is None
    assert a_keyring.reads == 0
    assert sign_in(library).kept
    with Library.open(tmp_path / "another") as another:
        assert another.account.who() == library.account.who() == Identity(f"Name of {ANN}", ANN, kept=True)
        reads = a_keyring.reads
        assert another.account.who() is not None
        assert a_keyring.reads == reads
        assert not credentials._in_memory
        browser.login = BEA
        sign_in(library)
        now = another.account.who()
        assert now is not None
        assert now.email == BEA
        assert another.account.sign_out() is SignedOut.DONE
    assert not a_keyring.kept
    assert library.account.who() is None


def test_the_password_of_a_team_is_nobody_elses_secret(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(credentials.PASSWORD_VARIABLE, "of the team")
    assert credentials.find("ann at server") is None
    assert credentials.find("ann at server", credentials.PASSWORD_VARIABLE) == "of the team"
    assert library.account.who() is None


def test_what_is_kept_is_short_enough_for_the_keyring_of_windows(library: Library, browser: Browser) -> None:
    sign_in(library)
    assert len(kept()) + 256 < 1280  # Google's tokens are longer than those of the tests


def test_no_secret_gets_out(
    library: Library, browser: Browser, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    sign_in(library)
    let_it_grow_old()
    library.account.renew()
    token = refresh_token()
    assert token not in repr(library.account._proof())
    assert CLIENT.secret not in repr(library.account._proof())
    assert token not in str(examine(library))
    library.account.sign_out()
    browser.close()
    out = "".join(capfd.readouterr()) + caplog.text
    for secret in (token, CLIENT.secret, parse_qs(urlsplit(browser.opened[0]).query)["state"][0], "eyJ"):
        assert secret not in out
        for file in library.paths.root.rglob("*"):
            assert file.is_dir() or secret.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("expired", "is not of now"),
        ("audience", "another program"),
        ("issuer", "not Google's own"),
        ("nonce", "another sign-in"),
        ("unverified", f"does not know yet that {ANN}"),
        ("tampered", "does not carry Google's signature"),
        ("nonsense", "does not carry Google's signature"),
        ("missing", "does not carry Google's signature"),
    ],
)
def test_an_answer_that_is_not_right_signs_nobody_in(
    fault: str,
    words: str,
    library: Library,
    oidc: OidcServer,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(google, "GOOGLE", oidc.faulty(fault))
    with pytest.raises(SignInError, match=words) as refused:
        sign_in(library)
    assert not any("eyJ" in line or "secret" in line for line in told(refused.value))
    assert library.account.who() is None
    assert "whole" in library.check_database()


def test_an_address_that_google_has_not_verified_signs_nobody_in(library: Library, browser: Browser) -> None:
    browser.login = "unverified@example.org"
    with pytest.raises(SignInError, match="is yours"):
        sign_in(library)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code_challenge": "A" * 43}, "refused .*invalid_grant"),
        ({"nonce": "of somebody else"}, "another sign-in"),
    ],
)
def test_who_changes_the_address_on_the_way_gets_nothing(
    changed: dict[str, str], words: str, library: Library, browser: Browser
) -> None:
    browser.change = lambda address: with_query(address, **changed)
    with pytest.raises(SignInError, match=words):
        sign_in(library)
    assert library.account.who() is None


def test_an_answer_with_another_state_is_none(library: Library, browser: Browser) -> None:
    browser.change = lambda address: with_query(address, state="of somebody else")
    with pytest.raises(SignInError, match="Nobody signed in within"):
        sign_in(library, seconds=SOON_S)
    browser.close()
    assert "not the answer" in browser.last


def test_strangers_who_knock_are_turned_away(library: Library, browser: Browser) -> None:
    answers: list[int] = []
    silent: list[socket.socket] = []

    def knock(address: str) -> None:
        here = parse_qs(urlsplit(address).query)["redirect_uri"][0]
        port = urlsplit(here).port or 0
        for sent in (b"", b"\x16\x03\x01 no HTTP\r\n\r\n", b"POST / HTTP/1.1\r\n\r\n"):
            silent.append(socket.create_connection(("127.0.0.1", port)))
            silent[-1].sendall(sent)
        for path in ("favicon.ico", "?code=a&state=", "?code=a&state=b", "?error=access_denied", "?"):
            threads.append(
                threading.Thread(target=lambda where=here + path: answers.append(status_of(where)))
            )
            threads[-1].start()

    threads: list[threading.Thread] = []
    identity = library.account.sign_in(JobContext(), knock, seconds=20)
    for one in silent:
        one.close()
    for thread in threads:
        thread.join()
    assert identity.email == ANN
    assert set(answers) <= {404, 0}  # 0: the door was closed already
    assert 404 in answers


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as exc:
        exc.close()
        return exc.code
    except OSError:
        return 0


def test_who_says_no_in_the_browser_is_not_signed_in(library: Library, browser: Browser) -> None:
    browser.login = ""
    with pytest.raises(SignInError, match=r"told no.*access_denied"):
        sign_in(library)
    browser.close()
    assert "Nobody was signed in to Playertag" in browser.last
    assert library.account.who() is None


def test_who_does_not_come_is_not_waited_for(library: Library, browser: Browser) -> None:
    browser.login = None
    context = JobContext()
    threading.Timer(0.3, context.cancel).start()
    began = time.monotonic()
    with pytest.raises(CancelledError):
        library.account.sign_in(context, lambda _: None)
    assert time.monotonic() - began < SOON_S
    with pytest.raises(SignInError, match="Nobody signed in within"):
        sign_in(library, seconds=0.2)


def test_who_was_signed_in_still_is_after_a_second_try_that_fails(library: Library, browser: Browser) -> None:
    sign_in(library)
    browser.login = ""
    with pytest.raises(SignInError):
        sign_in(library)
    who = library.account.who()
    assert who is not None
    assert who.email == ANN


def test_the_word_of_google_is_renewed_when_it_is_old(
    library: Library, oidc: OidcServer, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert library.account.renew() is None
    identity = sign_in(library)
    before = kept()
    assert library.account.renew() == identity
    assert kept() == before
    let_it_grow_old()
    assert library.account.renew() == identity
    assert json.loads(kept())["until"] > time.time()

    let_it_grow_old()
    for fault, words in (("somebody", "somebody else"), ("tampered", "signature")):
        monkeypatch.setattr(google, "GOOGLE", oidc.faulty(fault))
        with pytest.raises(SignInError, match=words):
            library.account.renew()
    nowhere = f"http://127.0.0.1:{free_port()}/token"
    monkeypatch.setattr(google, "GOOGLE", replace(oidc.provider, token=nowhere, revocation=nowhere))
    assert library.account.renew() == identity == library.account.who()
    with pytest.raises(UnreachableError) as unreachable:
        google.renew(google.GOOGLE, library.account._proof())  # type: ignore[arg-type]
    assert refresh_token() not in "".join(told(unreachable.value))
    assert library.account.sign_out() is SignedOut.UNTOLD
    assert library.account.who() is None


def test_who_is_no_longer_vouched_for_is_signed_out_and_told(
    library: Library, oidc: OidcServer, browser: Browser
) -> None:
    sign_in(library)
    google.revoke(oidc.provider, library.account._proof())  # type: ignore[arg-type]
    assert library.account.who() is not None
    let_it_grow_old()
    with pytest.raises(SignInError, match=f"no longer confirms that you are {ANN}"):
        library.account.renew()
    assert library.account.who() is None
    assert library.account.renew() is None


def test_without_a_line_nobody_can_sign_in(
    library: Library, oidc: OidcServer, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    for provider in (replace(oidc.provider, token=nowhere), replace(oidc.provider, certs=nowhere)):
        monkeypatch.setattr(google, "GOOGLE", provider)
        with pytest.raises(UnreachableError, match="can't be reached"):
            sign_in(library)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "can't be read"),
        ("{", "damaged"),
        ("7", "damaged"),
        ("[]", "damaged"),
        ('{"installed": {"client_id": "a"}}', "damaged"),
        ('{"installed": {"client_id": "a", "client_secret": ""}}', "damaged"),
        ('{"web": {"client_id": "a", "client_secret": "b"}}', "Desktop app"),
    ],
)
def test_a_wrong_client_file_is_refused(
    content: str | None, words: str, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not library.account.has_client()
    with pytest.raises(SignInError, match="does not come with Playertag"):
        sign_in(library)
    file = tmp_path / "client.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(SignInError, match=words):
        library.account.use_client(file)
    assert not library.account.has_client()
    monkeypatch.setenv(GOOGLE_CLIENT_VARIABLE, str(file))
    with pytest.raises(SignInError, match=words):
        sign_in(library)


def test_a_client_file_that_is_chosen_is_kept(library: Library, browser: Browser, tmp_path: Path) -> None:
    file = google_client().rename(tmp_path / "client_secret_7.json")
    assert not library.account.has_client()
    library.account.use_client(file)
    file.unlink()
    assert library.account.has_client()
    assert sign_in(library).email == ANN


def test_what_somebody_decides_is_theirs(library: Library, browser: Browser) -> None:
    planter = Planter(library)
    (ann,) = planter.enrolled("Ann")
    first, second = planter.photo("Ann", "Bea")
    library.review.ignore([first])
    sign_in(library)
    batch = library.review.confirm([first], ann).batch
    library.review.not_a_face([second])
    assert batch is not None
    library.review.undo(batch)
    library.account.sign_out()
    library.review.unsure([first])
    with library._database.read() as session:
        said = session.execute(
            text(
                "SELECT verdict, who FROM decision WHERE source = 'person' AND face_id IN (:a, :b) "
                "ORDER BY id"
            ),
            {"a": first, "b": second},
        ).all()
        assert [tuple(row) for row in said] == [
            ("ignore", ""), ("confirm", ANN), ("not_a_face", ANN), ("undo", ANN), ("unsure", ""),
        ]  # fmt: skip
        assert not session.scalar(
            text("SELECT count(*) FROM decision WHERE source <> 'person' AND who <> ''")
        )


def test_the_command_line_signs_in_and_out(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(["account", *arguments, "--library", str(tmp_path / "library")])
        return code, *capsys.readouterr()

    file = google_client().rename(tmp_path / "client.json")
    code, _, err = run("sign-in")
    assert (code, "client file" in err) == (1, True)
    code, out, err = run("sign-in", "--client", str(file), "--json")
    assert code == 0
    assert json.loads(out) == {"signed_in": {"name": f"Name of {ANN}", "email": ANN, "kept": False}}
    assert browser.opened[0] in err
    assert run("show")[1] == f"Signed in as Name of {ANN}, {ANN}.\n"
    code, out, _ = run("sign-out", "--json")
    assert json.loads(out) == {"signed_out": "done"}
    assert run("sign-out")[1] == "Nobody was signed in.\n"
    assert json.loads(run("show", "--json")[1]) == {"signed_in": None}
    assert "no keyring" in run("sign-in")[1]


def test_in_a_team_nobody_acts_as_somebody_else(
    library: Library, oidc: OidcServer, browser: Browser, address: str, tmp_path: Path
) -> None:
    browser.login = MEMBER
    sign_in(library)
    with pytest.raises(NotAllowedError, match=f"signed in as {MEMBER}.*member here is {INVITED}"):
        library.team.create(address, "Cup", INVITED)
    library.team.create(address, "Cup", MEMBER.upper())
    status = library.team.status()
    assert status is not None
    assert status.verified
    library.team.sync(JobContext())
    invitation = library.team.invite(INVITED, Role.REVIEWER)
    with Library.open(tmp_path / "bea") as bea:
        with pytest.raises(NotAllowedError, match=f"sign in as {INVITED}"):
            bea.team.join(invitation)
        bea.account.sign_out()
        bea.team.join(invitation)
        status = bea.team.status()
        assert status is not None
        assert not status.verified  # by the invitation alone, which is enough
        bea.team.sync(JobContext())
        sign_in(bea)
        with pytest.raises(NotAllowedError, match=f"sign in as {INVITED}"):
            bea.team.sync(JobContext())
        browser.login = INVITED
        sign_in(bea)
        bea.team.sync(JobContext())
        google.revoke(oidc.provider, bea.account._proof())  # type: ignore[arg-type]
        let_it_grow_old()
        with pytest.raises(NotAllowedError, match="no longer confirms"):
            bea.team.sync(JobContext())
        bea.team.sync(JobContext())


def test_in_a_team_nobody_answers_in_the_library_of_somebody_else(
    library: Library, browser: Browser, address: str
) -> None:
    planter = Planter(library)
    (ann,) = planter.enrolled("Ann")
    face, other = planter.photo("Ann", "Bea")
    (again,) = planter.photo("Ann")
    library.team.create(address, "Cup", "owner-account-op@example.org")
    done = library.review.confirm([face], ann).batch
    assert done is not None
    browser.login = BEA
    sign_in(library)
    with pytest.raises(NotAllowedError, match=f"signed in as {BEA}"):
        library.review.ignore([other])
    with pytest.raises(NotAllowedError, match=f"signed in as {BEA}"):
        library.review.undo(done)
    library.training.execute(JobContext())
    gallery = planter.gallery()
    library.recognition.batch_recognize([gallery], 0.5, JobContext())  # the machine's answers are nobody's
    assert planter.face(again).state is FaceState.TAGGED
    library.account.sign_out()
    assert planter.face(face).player_id == ann
    library.review.ignore([other])
    library.team.sync(JobContext())
    with library._database.read() as session:
        answered = session.execute(text("SELECT DISTINCT who FROM decision WHERE source = 'person'"))
        assert answered.all() == [("owner-account-op@example.org",)]
