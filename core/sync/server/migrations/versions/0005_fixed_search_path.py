"""Functions that run as their owner look for what they name where nobody else can put anything

Revision: 0005, 2026-11-26 22:30:00
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# What such a function names without a schema would else be looked for in that of whoever calls it (see
# "Writing SECURITY DEFINER Functions Safely" in PostgreSQL's documentation of CREATE FUNCTION). The
# operators of an index of neighbours are pgvector's, wherever that was put.
FIXED = """
DO $$
DECLARE
    one regprocedure;
    vectors text := (SELECT n.nspname FROM pg_catalog.pg_extension e
                     JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector');
BEGIN
    FOR one IN SELECT p.oid FROM pg_catalog.pg_proc p
               WHERE p.pronamespace = 'playertag'::regnamespace AND p.prosecdef LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, pg_temp', one);
    END LOOP;
    EXECUTE format('ALTER FUNCTION playertag.index_embeddings SET search_path = pg_catalog, %I, pg_temp',
                   vectors);
END $$;
"""

# A library's stamp is for its member to say; what another one says of it changes nothing.
REMEMBER = r"""
CREATE OR REPLACE FUNCTION playertag.remember(wanted uuid, replica_id text, latest text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    before text;
BEGIN
    IF NOT EXISTS (SELECT FROM playertag.my_roles() r WHERE r.tournament_id = wanted) THEN
        RAISE EXCEPTION 'not a member of the tournament' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF latest !~ '^\d{13}-\d{4}-[0-9a-f]{12}$' THEN
        RAISE EXCEPTION '% is no stamp', latest USING ERRCODE = 'PT001';
    END IF;
    SELECT r.stamp INTO before FROM playertag.replica r WHERE r.tournament_id = wanted AND r.id = replica_id;
    INSERT INTO playertag.replica AS r (tournament_id, id, login, stamp)
    VALUES (wanted, replica_id, session_user, latest)
    ON CONFLICT (tournament_id, id) DO UPDATE SET stamp = greatest(r.stamp, excluded.stamp), seen_at = now()
    WHERE r.login = excluded.login;
    RETURN before;
END $$;
"""


def upgrade() -> None:
    op.execute(REMEMBER)
    op.execute(FIXED)


def downgrade() -> None:
    raise NotImplementedError("a server goes forward only")
