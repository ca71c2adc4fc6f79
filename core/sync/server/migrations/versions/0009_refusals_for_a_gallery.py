"""Who refused for a gallery: a reviewer may say so, and it goes with players who are erased

Revision: 0009, 2026-11-29 02:30:00
"""

from alembic import op

revision = "0009"
down_revision = "0008"
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
             OR r.kind IN ('roster', 'refusal') AND r.field = NEW.thing);
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
CREATE OR REPLACE FUNCTION playertag.refuse_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
    ELSIF NEW.kind IN ('roster', 'refusal') THEN
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
"""

REVIEWERS = """
DROP POLICY may_add ON playertag.revision;
CREATE POLICY may_add ON playertag.revision FOR INSERT TO playertag_member WITH CHECK (
    tournament_id IN (SELECT r.tournament_id FROM playertag.my_roles() r
                      WHERE r.role IN ('owner', 'photographer') OR r.role = 'reviewer' AND field <> 'deleted'
                      AND kind IN ('player', 'season', 'refusal', 'photo')));
"""


def upgrade() -> None:
    op.execute(FUNCTIONS)
    op.execute(REVIEWERS)


def downgrade() -> None:
    raise NotImplementedError("a server goes forward only")
