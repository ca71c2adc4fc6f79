"""The store of a tournament, and what it has of each picture

Revision: 0002, 2026-11-26 21:00:00
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What comes down is a small JPEG; what is larger than any is no one's.
TABLE = """
CREATE TABLE playertag.picture (
    tournament_id uuid NOT NULL REFERENCES playertag.tournament,
    feed bigint NOT NULL,
    login text NOT NULL,
    replica text NOT NULL CHECK (replica ~ '^[0-9a-f]{12}$'),
    kind text NOT NULL CHECK (kind IN ('crop', 'preview', 'original')),
    thing text NOT NULL CHECK (thing ~ '^[0-9a-f-]{36,64}$'),
    digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    size bigint NOT NULL CHECK (size > 0 AND (kind = 'original' OR size <= 4000000)),
    CHECK (kind <> 'original' OR digest = thing),
    PRIMARY KEY (tournament_id, kind, thing)
) PARTITION BY LIST (tournament_id);
CREATE INDEX picture_feed ON playertag.picture (tournament_id, feed);
CREATE INDEX picture_thing ON playertag.picture (tournament_id, thing);
CREATE TRIGGER a_enter BEFORE INSERT ON playertag.picture
    FOR EACH ROW EXECUTE FUNCTION playertag.enter();
ALTER TABLE playertag.picture ENABLE ROW LEVEL SECURITY;
CREATE POLICY may_add ON playertag.picture FOR INSERT TO playertag_member WITH CHECK (
    tournament_id IN (SELECT r.tournament_id FROM playertag.my_roles() r
                      WHERE r.role IN ('owner', 'photographer') OR r.role = 'reviewer' AND kind = 'crop'));
CREATE POLICY may_see ON playertag.picture FOR SELECT TO playertag_member USING (
    tournament_id IN (SELECT r.tournament_id FROM playertag.my_roles() r));
GRANT SELECT, INSERT ON playertag.picture TO playertag_member;

ALTER TABLE playertag.tournament
    ADD COLUMN store text NOT NULL DEFAULT '' CHECK (length(store) <= 500);
"""

FUNCTIONS = """
-- What is of a photo or a face is not kept longer than it, and not taken for one that is deleted.
CREATE FUNCTION playertag.delete_pictures() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    DELETE FROM playertag.picture p WHERE p.tournament_id = OLD.tournament_id AND p.thing = OLD.id::text;
    RETURN OLD;
END $$;
CREATE TRIGGER delete_pictures AFTER DELETE ON playertag.photo
    FOR EACH ROW EXECUTE FUNCTION playertag.delete_pictures();
CREATE TRIGGER delete_pictures AFTER DELETE ON playertag.face
    FOR EACH ROW EXECUTE FUNCTION playertag.delete_pictures();

CREATE FUNCTION playertag.refuse_picture() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.kind = 'crop' THEN
        PERFORM FROM playertag.face f WHERE f.tournament_id = NEW.tournament_id AND f.id = NEW.thing::uuid;
    ELSE
        PERFORM FROM playertag.photo p WHERE p.tournament_id = NEW.tournament_id AND p.id = NEW.thing;
    END IF;
    IF FOUND THEN
        RETURN NEW;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER b_deleted BEFORE INSERT ON playertag.picture
    FOR EACH ROW EXECUTE FUNCTION playertag.refuse_picture();

CREATE FUNCTION playertag.set_store(wanted uuid, address text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM playertag.require_owner(wanted);
    UPDATE playertag.tournament SET store = address WHERE id = wanted;
END $$;

-- A tournament has a partition in each table that is partitioned.
CREATE OR REPLACE FUNCTION playertag.create_tournament(title text, owner_login text, verifier text)
RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    made uuid := gen_random_uuid();
    parent text;
BEGIN
    INSERT INTO playertag.tournament (id, name) VALUES (made, title);
    FOR parent IN SELECT c.relname FROM pg_catalog.pg_class c
                  WHERE c.relnamespace = 'playertag'::regnamespace AND c.relkind = 'p' LOOP
        EXECUTE format('CREATE TABLE playertag.%I PARTITION OF playertag.%I FOR VALUES IN (%L)',
                       parent || '_' || replace(made::text, '-', ''), parent, made);
    END LOOP;
    PERFORM playertag.admit(made, owner_login, 'owner', verifier);
    RETURN made;
END $$;

DO $$
DECLARE
    known uuid;
BEGIN
    FOR known IN SELECT id FROM playertag.tournament LOOP
        EXECUTE format('CREATE TABLE playertag.%I PARTITION OF playertag.picture FOR VALUES IN (%L)',
                       'picture_' || replace(known::text, '-', ''), known);
    END LOOP;
END $$;

REVOKE ALL ON FUNCTION playertag.set_store, playertag.delete_pictures, playertag.refuse_picture FROM PUBLIC;
GRANT EXECUTE ON FUNCTION playertag.set_store TO playertag_member;
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute(FUNCTIONS)


def downgrade() -> None:
    raise NotImplementedError("a server is not taken back: the schema as a whole is dropped")
