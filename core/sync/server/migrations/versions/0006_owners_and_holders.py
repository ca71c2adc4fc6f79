"""Owners stay owners, who is dismissed is cut off, and who holds up the others can be

Revision: 0006, 2026-11-27 00:40:00
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INVITE = """
CREATE OR REPLACE FUNCTION playertag.invite(
    wanted uuid, member_login text, member_role text, verifier text
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM playertag.require_owner(wanted);
    IF member_login = session_user THEN
        RAISE EXCEPTION 'you are in the tournament already, as its owner'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF member_role <> 'owner' AND EXISTS (
        SELECT FROM playertag.member m
        WHERE m.tournament_id = wanted AND m.login = member_login AND m.active AND m.role = 'owner'
    ) THEN
        RAISE EXCEPTION '% is an owner: dismiss them before they are invited as something else', member_login
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN playertag.admit(wanted, member_login, member_role, verifier);
END $$;
"""

# Ending the sessions of others is for superusers and pg_signal_backend, and seeing how long they last for
# pg_read_all_stats: where the server's owner is neither, they last until they end by themselves.
CUT_OFF = """
CREATE FUNCTION playertag.cut_off(pids integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.unnest(pids) AS pid;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$;
"""

DISMISS = """
CREATE OR REPLACE FUNCTION playertag.dismiss(wanted uuid, member_login text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM playertag.require_owner(wanted);
    IF member_login = session_user THEN
        RAISE EXCEPTION 'an owner can''t leave their own tournament'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE playertag.member SET active = false
    WHERE tournament_id = wanted AND login = member_login AND active;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM playertag.cut_off(ARRAY(
        SELECT a.pid FROM pg_catalog.pg_stat_activity a
        WHERE a.usename = member_login AND a.datname = pg_catalog.current_database() AND a.state <> 'idle'
    ));
    RETURN true;
END $$;
"""

# A tournament is locked while its rows get their numbers, and whoever leaves a transaction open keeps the
# others from adding any. Who may add nothing locks nothing; who may is cut off if those who wait ask for it.
ENTER = """
CREATE OR REPLACE FUNCTION playertag.enter() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM playertag.my_roles() r
                   WHERE r.tournament_id = NEW.tournament_id AND r.role <> 'viewer') THEN
        RAISE EXCEPTION 'your role in this tournament adds nothing' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM playertag.tournament t WHERE t.id = NEW.tournament_id FOR NO KEY UPDATE;
    NEW.feed := nextval('playertag.feed');
    NEW.login := session_user;
    RETURN NEW;
END $$;
"""

# A row of another's library is not even locked: INSERT ... ON CONFLICT would, before it finds whose it is.
REMEMBER = r"""
CREATE OR REPLACE FUNCTION playertag.remember(wanted uuid, replica_id text, latest text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    before text;
    whose text;
BEGIN
    IF NOT EXISTS (SELECT FROM playertag.my_roles() r WHERE r.tournament_id = wanted) THEN
        RAISE EXCEPTION 'not a member of the tournament' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF latest !~ '^\d{13}-\d{4}-[0-9a-f]{12}$' THEN
        RAISE EXCEPTION '% is no stamp', latest USING ERRCODE = 'PT001';
    END IF;
    SELECT r.stamp, r.login INTO before, whose FROM playertag.replica r
    WHERE r.tournament_id = wanted AND r.id = replica_id;
    IF whose IS DISTINCT FROM session_user AND whose IS NOT NULL THEN
        RETURN before;
    END IF;
    INSERT INTO playertag.replica AS r (tournament_id, id, login, stamp)
    VALUES (wanted, replica_id, session_user, latest)
    ON CONFLICT (tournament_id, id) DO UPDATE SET stamp = greatest(r.stamp, excluded.stamp), seen_at = now()
    WHERE r.login = excluded.login;
    RETURN before;
END $$;
"""

# A reviewer says of crops only what they are of faces that they drew themselves.
CROPS = """
DROP POLICY may_add ON playertag.picture;
CREATE POLICY may_add ON playertag.picture FOR INSERT TO playertag_member WITH CHECK (
    tournament_id IN (SELECT r.tournament_id FROM playertag.my_roles() r
                      WHERE r.role IN ('owner', 'photographer') OR r.role = 'reviewer' AND kind = 'crop'
                      AND EXISTS (SELECT FROM playertag.face f WHERE f.tournament_id = picture.tournament_id
                                  AND f.id::text = thing AND f.login = session_user)));
"""

HOLDERS = """
CREATE FUNCTION playertag.patience() RETURNS interval LANGUAGE sql IMMUTABLE AS $$
    SELECT interval '5 minutes'
$$;
CREATE FUNCTION playertag.end_holders(wanted uuid) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    holder record;
BEGIN
    IF NOT EXISTS (SELECT FROM playertag.my_roles() r WHERE r.tournament_id = wanted) THEN
        RAISE EXCEPTION 'not a member of the tournament' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR holder IN
        SELECT DISTINCT a.pid, a.usename::text AS login FROM pg_catalog.pg_stat_activity a
        JOIN pg_catalog.pg_locks l ON l.pid = a.pid AND l.granted
            AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = a.datname)
            AND (l.relation = 'playertag.tournament'::pg_catalog.regclass AND l.mode = 'RowShareLock'
                 OR l.mode = 'ShareLock' AND a.state <> 'active')  -- an index was made, and not committed
        WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
        AND a.usename IN (SELECT m.login FROM playertag.member m WHERE m.tournament_id = wanted)
        AND a.xact_start < pg_catalog.clock_timestamp() - playertag.patience()
    LOOP
        PERFORM playertag.cut_off(ARRAY[holder.pid]);
        RETURN NEXT holder.login;
    END LOOP;
END $$;

REVOKE ALL ON FUNCTION playertag.cut_off, playertag.patience, playertag.end_holders FROM PUBLIC;
GRANT EXECUTE ON FUNCTION playertag.end_holders TO playertag_member;
"""


# NOT VALID: of what is there already a member may have written anything by hand.
STAMPS = r"""
ALTER TABLE playertag.decision ADD CHECK (undoes ~ '^\d{13}-\d{4}-[0-9a-f]{12}$') NOT VALID;
"""


def upgrade() -> None:
    op.execute(STAMPS)
    op.execute(INVITE)
    op.execute(CUT_OFF)
    op.execute(DISMISS)
    op.execute(ENTER)
    op.execute(REMEMBER)
    op.execute(CROPS)
    op.execute(HOLDERS)


def downgrade() -> None:
    raise NotImplementedError("a server goes forward only")
