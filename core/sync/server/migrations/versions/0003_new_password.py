"""A new password for a member who has lost theirs

Revision: 0003, 2026-11-26 20:55:00
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Logins are of the whole server, memberships of one database: what a login is used for elsewhere can't be
# seen from here. So each login bears in its comment the one database that it was made for and is known in, by
# its number, or that there are several.
MARKS = """
CREATE FUNCTION playertag.home() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT 'playertag ' || d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
$$;
CREATE FUNCTION playertag.home_of(member_login text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT pg_catalog.shobj_description(r.oid, 'pg_authid') FROM pg_catalog.pg_roles r
    WHERE r.rolname = member_login
$$;
CREATE FUNCTION playertag.set_home(member_login text, home text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE pg_catalog.format('COMMENT ON ROLE %I IS %L', member_login, home);
END $$;
CREATE FUNCTION playertag.share_login(member_login text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF playertag.home_of(member_login) LIKE 'playertag %'
    AND playertag.home_of(member_login) <> playertag.home() THEN
        PERFORM playertag.set_home(member_login, 'playertag of several databases');
    END IF;
END $$;
SELECT playertag.share_login(m.login) FROM (SELECT DISTINCT login FROM playertag.member) m;
"""

ADMIT = """
CREATE OR REPLACE FUNCTION playertag.admit(
    wanted uuid, member_login text, member_role text, verifier text
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    known boolean := EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = member_login);
BEGIN
    INSERT INTO playertag.member (tournament_id, login, role) VALUES (wanted, member_login, member_role)
    ON CONFLICT (tournament_id, login) DO UPDATE SET role = excluded.role, active = true;
    IF known THEN
        PERFORM playertag.share_login(member_login);
    ELSE
        EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L IN ROLE playertag_member', member_login, verifier);
        PERFORM playertag.set_home(member_login, playertag.home());
    END IF;
    RETURN NOT known;
END $$;
"""

# Whoever sets a password can come in as its owner. So an owner may where nobody else's word is touched: not
# for another owner, not for who is or was in a tournament that is not theirs, and not for a login that was
# made for something else, or may be used in another database.
RENEW = r"""
CREATE FUNCTION playertag.renew(wanted uuid, member_login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM playertag.require_owner(wanted);
    IF NOT EXISTS (SELECT FROM playertag.member m
                   WHERE m.tournament_id = wanted AND m.login = member_login AND m.active) THEN
        RAISE EXCEPTION '% is not a member of the tournament', member_login
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT FROM playertag.member m WHERE m.login = member_login AND m.role = 'owner') THEN
        RAISE EXCEPTION 'nobody makes a new password for an owner but who looks after the server'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF playertag.home_of(member_login) IS DISTINCT FROM playertag.home()
    OR EXISTS (SELECT FROM playertag.member m WHERE m.login = member_login AND m.tournament_id NOT IN
               (SELECT r.tournament_id FROM playertag.my_roles() r WHERE r.role = 'owner')) THEN
        RAISE EXCEPTION '% is known beyond your tournaments: who looks after the server can help',
                        member_login
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF verifier IS NULL OR verifier !~ '^SCRAM-SHA-256\$' THEN
        RAISE EXCEPTION 'a password does not come here, only what is kept of it' USING ERRCODE = 'PT001';
    END IF;
    EXECUTE pg_catalog.format('ALTER ROLE %I PASSWORD %L', member_login, verifier);
    BEGIN  -- who is in with the old password goes; where the server's owner may not do so, when they end
        PERFORM pg_catalog.pg_terminate_backend(a.pid) FROM pg_catalog.pg_stat_activity a
        WHERE a.usename = member_login;
    EXCEPTION WHEN insufficient_privilege THEN NULL;
    END;
END $$;

REVOKE ALL ON FUNCTION playertag.home, playertag.home_of, playertag.set_home, playertag.share_login,
    playertag.renew FROM PUBLIC;
GRANT EXECUTE ON FUNCTION playertag.renew TO playertag_member;
"""


def upgrade() -> None:
    op.execute(MARKS)
    op.execute(ADMIT)
    op.execute(RENEW)


def downgrade() -> None:
    raise NotImplementedError("a server goes forward only")
