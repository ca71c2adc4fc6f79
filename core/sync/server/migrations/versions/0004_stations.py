"""Photos that are handed out to several stations

Revision: 0004, 2026-11-26 21:40:00
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Each photo that was ever handed out, once; why it failed, where it did. Whose it is, the server writes.
TABLE = """
CREATE TABLE playertag.work (
    tournament_id uuid NOT NULL REFERENCES playertag.tournament,
    photo_id text NOT NULL CHECK (photo_id ~ '^[0-9a-f]{64}$'),
    path text NOT NULL CHECK (length(path) <= 4096),
    login text NOT NULL DEFAULT session_user,
    failed text CHECK (length(failed) BETWEEN 1 AND 2000),
    PRIMARY KEY (tournament_id, photo_id)
) PARTITION BY LIST (tournament_id);
ALTER TABLE playertag.work ENABLE ROW LEVEL SECURITY;
CREATE POLICY may_add ON playertag.work FOR INSERT TO playertag_member WITH CHECK (
    tournament_id IN (SELECT r.tournament_id FROM playertag.my_roles() r
                      WHERE r.role IN ('owner', 'photographer')));
CREATE POLICY may_fail ON playertag.work FOR UPDATE TO playertag_member USING (
    tournament_id IN (SELECT r.tournament_id FROM playertag.my_roles() r
                      WHERE r.role IN ('owner', 'photographer')));
CREATE POLICY may_see ON playertag.work FOR SELECT TO playertag_member USING (
    tournament_id IN (SELECT r.tournament_id FROM playertag.my_roles() r));
GRANT SELECT, INSERT (tournament_id, photo_id, path), UPDATE (failed) ON playertag.work TO playertag_member;
DO $$
DECLARE
    known uuid;
BEGIN
    FOR known IN SELECT id FROM playertag.tournament LOOP
        EXECUTE format('CREATE TABLE playertag.%I PARTITION OF playertag.work FOR VALUES IN (%L)',
                       'work_' || replace(known::text, '-', ''), known);
    END LOOP;
END $$;
"""

# The lots are in a schema of their own for each tournament, which holds procrastinate's tables and functions
# as these come (`core.sync.server.lots`). Two walls stand before them: only who brings photos may name what
# is in it, so that nobody else can lock a table either; and a policy on each table, which is the same for
# all of them, since all that is in a schema is of one tournament.
FUNCTIONS = """
CREATE FUNCTION playertag.lots_of(wanted uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'playertag_lots_' || replace(wanted::text, '-', '')
$$;

CREATE FUNCTION playertag.let_into_lots(wanted uuid, member_login text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    lots text := playertag.lots_of(wanted);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = lots)
    OR NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = member_login) THEN
        RETURN;
    END IF;
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %I', lots, member_login);
    IF EXISTS (SELECT FROM playertag.member m WHERE m.tournament_id = wanted AND m.login = member_login
               AND m.active AND m.role IN ('owner', 'photographer')) THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', lots, member_login);
    END IF;
END $$;

-- At the end of the transaction: a member is written down before they have a role of the database.
CREATE FUNCTION playertag.follow_member() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM playertag.let_into_lots(NEW.tournament_id, NEW.login);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER follow_member AFTER INSERT OR UPDATE ON playertag.member
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION playertag.follow_member();

-- For whatever is in the schema by now; again after each change of it.
CREATE FUNCTION playertag.secure_lots(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    lots text := playertag.lots_of(wanted);
    named text;
BEGIN
    FOR named IN SELECT c.relname FROM pg_catalog.pg_class c
                 WHERE c.relnamespace = lots::regnamespace AND c.relkind IN ('r', 'p') LOOP
        EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', lots, named);
        EXECUTE format('DROP POLICY IF EXISTS bringers ON %I.%I', lots, named);
        EXECUTE format('CREATE POLICY bringers ON %I.%I FOR ALL TO playertag_member USING ('
                       'EXISTS (SELECT FROM playertag.my_roles() r WHERE r.tournament_id = %L '
                       'AND r.role IN (''owner'', ''photographer'')))', lots, named, wanted);
    END LOOP;
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO playertag_member',
                   lots);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO playertag_member', lots);
    EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA %I FROM PUBLIC', lots);
    EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO playertag_member', lots);
    PERFORM playertag.let_into_lots(wanted, m.login) FROM playertag.member m WHERE m.tournament_id = wanted;
END $$;

REVOKE ALL ON FUNCTION playertag.lots_of, playertag.let_into_lots, playertag.follow_member,
    playertag.secure_lots FROM PUBLIC;
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute(FUNCTIONS)


def downgrade() -> None:
    raise NotImplementedError("a server goes forward only")
