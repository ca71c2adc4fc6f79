"""Who is erased leaves nothing with players who were merged into them and separated again

Revision: 0010, 2026-11-29 11:30:00
"""

from alembic import op

revision = "0010"
down_revision = "0009"
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
        -- What they had and took over by a merge is kept with the other player, behind who that was into.
        DELETE FROM playertag.revision r WHERE r.tournament_id = NEW.tournament_id
        AND r.kind = 'player' AND r.field = 'took_over' AND to_json(NEW.thing)::text = (
            SELECT m.value::text FROM playertag.revision m WHERE m.tournament_id = r.tournament_id
            AND m.kind = 'player' AND m.thing = r.thing AND m.field = 'merged_into' AND m.stamp < r.stamp
            ORDER BY m.stamp DESC LIMIT 1
        );
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
"""


def upgrade() -> None:
    op.execute(FUNCTIONS)


def downgrade() -> None:
    raise NotImplementedError("a server goes forward only")
