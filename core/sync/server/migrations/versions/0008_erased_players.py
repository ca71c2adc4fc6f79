"""Players who are erased leave nothing but their id

Revision: 0008, 2026-11-28 23:40:00
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FUNCTIONS = """
CREATE OR REPLACE FUNCTION playertag.delete_thing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.kind = 'photo' THEN
        DELETE FROM playertag.photo p WHERE p.tournament_id = NEW.tournament_id AND p.id = NEW.thing;
    ELSIF NEW.kind = 'face' THEN
        DELETE FROM playertag.face f WHERE f.tournament_id = NEW.tournament_id AND f.id::text = NEW.thing;
    ELSIF NEW.kind = 'player' THEN
        DELETE FROM playertag.revision r WHERE r.tournament_id = NEW.tournament_id
        AND (r.kind IN ('player', 'season') AND r.thing = NEW.thing AND r.field <> 'deleted'
             OR r.kind = 'roster' AND r.field = NEW.thing);
        -- What takes back what was said of them goes with it.
        WITH RECURSIVE gone AS (
            SELECT d.stamp FROM playertag.decision d
            WHERE d.tournament_id = NEW.tournament_id AND d.player_id::text = NEW.thing
            UNION
            SELECT d.stamp FROM playertag.decision d JOIN gone g ON d.undoes = g.stamp
            WHERE d.tournament_id = NEW.tournament_id
        )
        DELETE FROM playertag.decision d USING gone g
        WHERE d.tournament_id = NEW.tournament_id AND d.stamp = g.stamp;
    END IF;
    RETURN NEW;
END $$;

-- Whoever was away does not bring back who was erased meanwhile.
CREATE FUNCTION playertag.refuse_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    player text;
BEGIN
    IF TG_TABLE_NAME LIKE 'decision%' THEN
        player := NEW.player_id::text;
    ELSIF NEW.field = 'deleted' THEN
        RETURN NEW;
    ELSIF NEW.kind IN ('player', 'season') THEN
        player := NEW.thing;
    ELSIF NEW.kind = 'roster' THEN
        player := NEW.field;
    END IF;
    IF player IS NOT NULL AND EXISTS (
        SELECT FROM playertag.revision r WHERE r.tournament_id = NEW.tournament_id
        AND r.kind = 'player' AND r.thing = player AND r.field = 'deleted'
    ) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER c_erased BEFORE INSERT ON playertag.revision
    FOR EACH ROW EXECUTE FUNCTION playertag.refuse_erased();
CREATE TRIGGER c_erased BEFORE INSERT ON playertag.decision
    FOR EACH ROW EXECUTE FUNCTION playertag.refuse_erased();
REVOKE ALL ON FUNCTION playertag.refuse_erased FROM PUBLIC;
"""


def upgrade() -> None:
    op.execute(FUNCTIONS)


def downgrade() -> None:
    raise NotImplementedError("a server goes forward only")
