"""The first schema of a team's server

Revision: 0001, 2026-11-26 18:40:00
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STAMP = r"'^\d{13}-\d{4}-[0-9a-f]{12}$'"
REPLICA = "'^[0-9a-f]{12}$'"

# What of each table of the feed is its own. The key begins with the tournament.
TABLES = {
    "photo": (
        r"""
        id text NOT NULL CHECK (id ~ '^[0-9a-f]{64}$'),
        width integer NOT NULL CHECK (width > 0),
        height integer NOT NULL CHECK (height > 0),
        orientation smallint NOT NULL CHECK (orientation BETWEEN 1 AND 8),
        taken_at timestamp,
        camera text NOT NULL CHECK (length(camera) <= 500),
        detected_by text NOT NULL CHECK (length(detected_by) <= 200),
        added_at timestamp NOT NULL
        """,
        "id",
    ),
    "gallery_photo": (
        """
        gallery_id uuid NOT NULL,
        photo_id text NOT NULL,
        sort_key text NOT NULL CHECK (length(sort_key) <= 10000),
        FOREIGN KEY (tournament_id, photo_id) REFERENCES playertag.photo ON DELETE CASCADE
        """,
        "gallery_id, photo_id",
    ),
    "face": (
        """
        id uuid NOT NULL,
        photo_id text NOT NULL,
        x double precision NOT NULL CHECK (x BETWEEN -2 AND 3),
        y double precision NOT NULL CHECK (y BETWEEN -2 AND 3),
        w double precision NOT NULL CHECK (w > 0 AND w <= 3),
        h double precision NOT NULL CHECK (h > 0 AND h <= 3),
        landmarks double precision[] NOT NULL
            CHECK (cardinality(landmarks) = 10 AND -9 < ALL (landmarks) AND 9 > ALL (landmarks)),
        detection_score double precision NOT NULL CHECK (detection_score BETWEEN 0 AND 1.001),
        size_px double precision NOT NULL CHECK (size_px BETWEEN 0 AND 1000000),
        quality double precision NOT NULL CHECK (quality BETWEEN 0 AND 1.001),
        FOREIGN KEY (tournament_id, photo_id) REFERENCES playertag.photo ON DELETE CASCADE
        """,
        "id",
    ),
    # A column for each dimension that packs have: an index is of one.
    "embedding": (
        """
        face_id uuid NOT NULL,
        pack_id text NOT NULL,
        v128 halfvec(128) CHECK (l2_norm(v128) BETWEEN 0.995 AND 1.005),
        v512 halfvec(512) CHECK (l2_norm(v512) BETWEEN 0.995 AND 1.005),
        CHECK (num_nonnulls(v128, v512) = 1),
        FOREIGN KEY (tournament_id, face_id) REFERENCES playertag.face ON DELETE CASCADE
        """,
        "face_id, pack_id",
    ),
    "revision": (
        f"""
        stamp text NOT NULL CHECK (stamp ~ {STAMP}),
        kind text NOT NULL CHECK (length(kind) <= 50),
        thing text NOT NULL CHECK (length(thing) <= 100),
        field text NOT NULL CHECK (length(field) <= 200),
        value json NOT NULL CHECK (length(value::text) <= 20000)
        """,
        "stamp",
    ),
    "decision": (
        f"""
        stamp text NOT NULL CHECK (stamp ~ {STAMP}),
        batch_id uuid NOT NULL,
        face_id uuid NOT NULL,
        player_id uuid,
        verdict text NOT NULL CHECK (verdict IN ('unknown', 'suggest', 'tag', 'confirm', 'reject', 'ignore',
            'not_a_face', 'unsure', 'draw', 'undo')),
        source text NOT NULL CHECK (source IN ('person', 'machine', 'enrolment')),
        reason text NOT NULL CHECK (length(reason) <= 200),
        at timestamp NOT NULL,
        probability double precision CHECK (probability BETWEEN 0 AND 1),
        similarity double precision CHECK (similarity BETWEEN -1.01 AND 1.01),
        undoes text,
        seen bigint NOT NULL CHECK (seen >= 0),
        CHECK (seen < feed),
        FOREIGN KEY (tournament_id, face_id) REFERENCES playertag.face ON DELETE CASCADE
        """,
        "stamp",
    ),
}

# Who may add a row of each; everybody in the tournament may read.
BRINGERS = "role IN ('owner', 'photographer')"
REVIEWERS = "role IN ('owner', 'photographer', 'reviewer')"
MAY_ADD = {
    "photo": BRINGERS,
    "gallery_photo": BRINGERS,
    "face": REVIEWERS,
    "embedding": REVIEWERS,
    "revision": (
        f"{BRINGERS} OR role = 'reviewer' AND field <> 'deleted' AND kind IN ('player', 'season', 'photo')"
    ),
    "decision": REVIEWERS,
}

START = """
CREATE EXTENSION IF NOT EXISTS vector;
CREATE SEQUENCE playertag.feed;

CREATE TABLE playertag.tournament (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE playertag.member (
    tournament_id uuid NOT NULL REFERENCES playertag.tournament,
    login text NOT NULL CHECK (login ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND octet_length(login) <= 63),
    role text NOT NULL CHECK (role IN ('owner', 'photographer', 'reviewer', 'viewer')),
    active boolean NOT NULL DEFAULT true,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tournament_id, login)
);
-- The latest stamp of each library, by which one that is the copy of another finds out.
CREATE TABLE playertag.replica (
    tournament_id uuid NOT NULL REFERENCES playertag.tournament,
    id text NOT NULL CHECK (id ~ '^[0-9a-f]{12}$'),
    login text NOT NULL,
    stamp text NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tournament_id, id)
);

-- The tournaments of who asks. It is what every policy goes by, and reads the table past its own policy.
CREATE FUNCTION playertag.my_roles() RETURNS TABLE (tournament_id uuid, role text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT m.tournament_id, m.role FROM playertag.member m WHERE m.login = session_user::text AND m.active
$$;

-- Numbers a row. The tournament is locked until the end of the transaction, so that numbers become visible in
-- their order; a lock that members could take themselves would let one hold up the others.
CREATE FUNCTION playertag.enter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM playertag.tournament t WHERE t.id = NEW.tournament_id FOR NO KEY UPDATE;
    NEW.feed := nextval('playertag.feed');
    NEW.login := session_user;
    RETURN NEW;
END $$;

-- A stamp far ahead would leave nothing that comes after it. Clocks that are wrong by years do no harm.
CREATE FUNCTION playertag.check_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF left(NEW.stamp, 13)::bigint > (extract(epoch FROM now()) + 315576000) * 1000 THEN
        RAISE EXCEPTION 'the stamp % is ten years ahead of this server''s clock', NEW.stamp
        USING ERRCODE = 'PT001';
    END IF;
    IF right(NEW.stamp, 12) <> NEW.replica THEN
        RAISE EXCEPTION 'the stamp % is not of the library %', NEW.stamp, NEW.replica USING ERRCODE = 'PT001';
    END IF;
    RETURN NEW;
END $$;

-- What is deleted goes from the tables; the revision stays, so that it is not brought back.
CREATE FUNCTION playertag.delete_thing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.kind = 'photo' THEN
        DELETE FROM playertag.photo p WHERE p.tournament_id = NEW.tournament_id AND p.id = NEW.thing;
    ELSIF NEW.kind = 'face' THEN
        DELETE FROM playertag.face f WHERE f.tournament_id = NEW.tournament_id AND f.id::text = NEW.thing;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION playertag.refuse_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (SELECT FROM playertag.revision r WHERE r.tournament_id = NEW.tournament_id
               AND r.kind = TG_ARGV[0] AND r.thing = NEW.id::text AND r.field = 'deleted') THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
"""

FUNCTIONS = """
CREATE FUNCTION playertag.require_owner(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM playertag.my_roles() r
                   WHERE r.tournament_id = wanted AND r.role = 'owner') THEN
        RAISE EXCEPTION 'only an owner of the tournament may do this'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- Makes somebody a member; `verifier` is what is kept of their password (SCRAM), which never comes here.
-- False where they have a login already, which stays as it is.
CREATE FUNCTION playertag.admit(wanted uuid, member_login text, member_role text, verifier text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    known boolean := EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = member_login);
BEGIN
    INSERT INTO playertag.member (tournament_id, login, role) VALUES (wanted, member_login, member_role)
    ON CONFLICT (tournament_id, login) DO UPDATE SET role = excluded.role, active = true;
    IF NOT known THEN
        EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L IN ROLE playertag_member', member_login, verifier);
    END IF;
    RETURN NOT known;
END $$;

CREATE FUNCTION playertag.invite(wanted uuid, member_login text, member_role text, verifier text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM playertag.require_owner(wanted);
    RETURN playertag.admit(wanted, member_login, member_role, verifier);
END $$;

CREATE FUNCTION playertag.dismiss(wanted uuid, member_login text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM playertag.require_owner(wanted);
    IF member_login = session_user THEN
        RAISE EXCEPTION 'an owner can''t leave their own tournament'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE playertag.member SET active = false
    WHERE tournament_id = wanted AND login = member_login AND active;
    RETURN FOUND;
END $$;

-- Remembers the latest stamp of a library, and gives the one remembered before.
CREATE FUNCTION playertag.remember(wanted uuid, replica_id text, latest text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    before text;
BEGIN
    IF NOT EXISTS (SELECT FROM playertag.my_roles() r WHERE r.tournament_id = wanted) THEN
        RAISE EXCEPTION 'not a member of the tournament' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT r.stamp INTO before FROM playertag.replica r WHERE r.tournament_id = wanted AND r.id = replica_id;
    INSERT INTO playertag.replica AS r (tournament_id, id, login, stamp)
    VALUES (wanted, replica_id, session_user, latest)
    ON CONFLICT (tournament_id, id) DO UPDATE SET stamp = greatest(r.stamp, excluded.stamp), seen_at = now(),
        login = excluded.login;
    RETURN before;
END $$;

-- A tournament with a partition of its own in each table, and its first owner. For who made the schema only.
CREATE FUNCTION playertag.create_tournament(title text, owner_login text, verifier text) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    made uuid := gen_random_uuid();
    parent text;
BEGIN
    INSERT INTO playertag.tournament (id, name) VALUES (made, title);
    FOREACH parent IN ARRAY ARRAY[{tables}] LOOP
        EXECUTE format('CREATE TABLE playertag.%I PARTITION OF playertag.%I FOR VALUES IN (%L)',
                       parent || '_' || replace(made::text, '-', ''), parent, made);
    END LOOP;
    PERFORM playertag.admit(made, owner_login, 'owner', verifier);
    RETURN made;
END $$;

-- An index of neighbours is made once a tournament has enough embeddings for it: filling one row by row takes
-- many times as long as building it, and few are compared with all as fast.
CREATE FUNCTION playertag.index_embeddings(wanted uuid, dimension integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    part text := 'embedding_' || replace(wanted::text, '-', '');
    named text := part || '_v' || dimension;
BEGIN
    IF NOT EXISTS (SELECT FROM playertag.my_roles() r WHERE r.tournament_id = wanted
                   AND r.role IN ('owner', 'photographer'))
    OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relname = named) THEN
        RETURN false;
    END IF;
    PERFORM set_config('maintenance_work_mem', '256MB', true);  -- the graph is to fit in it
    EXECUTE format('CREATE INDEX %I ON playertag.%I USING hnsw (%I halfvec_cosine_ops)', named, part,
                   'v' || dimension);
    RETURN true;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA playertag FROM PUBLIC;
GRANT USAGE ON SCHEMA playertag TO playertag_member;
GRANT SELECT ON playertag.alembic_version TO playertag_member;
GRANT EXECUTE ON FUNCTION playertag.my_roles, playertag.invite, playertag.dismiss, playertag.remember,
    playertag.index_embeddings TO playertag_member;
"""

MEMBERS_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'playertag_member') THEN
        CREATE ROLE playertag_member NOLOGIN;
    END IF;
END $$
"""
SEEN_BY_MEMBERS = "tournament_id IN (SELECT r.tournament_id FROM playertag.my_roles() r)"


def upgrade() -> None:
    op.execute(MEMBERS_ROLE)
    op.execute(START)
    for name, (columns, key) in TABLES.items():
        op.execute(
            f"""
            CREATE TABLE playertag.{name} (
                tournament_id uuid NOT NULL REFERENCES playertag.tournament,
                feed bigint NOT NULL,
                login text NOT NULL,
                replica text NOT NULL CHECK (replica ~ {REPLICA}),
                {columns},
                PRIMARY KEY (tournament_id, {key})
            ) PARTITION BY LIST (tournament_id);
            CREATE INDEX {name}_feed ON playertag.{name} (tournament_id, feed);
            CREATE TRIGGER a_enter BEFORE INSERT ON playertag.{name}
                FOR EACH ROW EXECUTE FUNCTION playertag.enter();
            CREATE POLICY may_add ON playertag.{name} FOR INSERT TO playertag_member WITH CHECK (
                tournament_id IN (SELECT r.tournament_id FROM playertag.my_roles() r WHERE {MAY_ADD[name]}));
            GRANT SELECT, INSERT ON playertag.{name} TO playertag_member;
            """
        )
    for name in (*TABLES, "member", "replica"):
        visible(name, SEEN_BY_MEMBERS)
    visible("tournament", SEEN_BY_MEMBERS.removeprefix("tournament_"))
    for name in ("revision", "decision"):
        op.execute(
            f"CREATE TRIGGER b_stamp BEFORE INSERT ON playertag.{name} "
            "FOR EACH ROW EXECUTE FUNCTION playertag.check_stamp()"
        )
    for name in ("photo", "face"):
        op.execute(
            f"CREATE TRIGGER b_deleted BEFORE INSERT ON playertag.{name} "
            f"FOR EACH ROW EXECUTE FUNCTION playertag.refuse_deleted('{name}')"
        )
    op.execute(
        "CREATE TRIGGER delete AFTER INSERT ON playertag.revision FOR EACH ROW WHEN (NEW.field = 'deleted') "
        "EXECUTE FUNCTION playertag.delete_thing()"
    )
    op.execute("CREATE INDEX revision_thing ON playertag.revision (tournament_id, kind, thing, field)")
    op.execute(FUNCTIONS.replace("{tables}", ", ".join(f"'{name}'" for name in TABLES)))


def visible(name: str, rows: str) -> None:
    """Let members see some rows of a table."""
    op.execute(
        f"""
        ALTER TABLE playertag.{name} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY may_see ON playertag.{name} FOR SELECT TO playertag_member USING ({rows});
        GRANT SELECT ON playertag.{name} TO playertag_member;
        """
    )


def downgrade() -> None:
    op.execute("DROP SCHEMA playertag CASCADE")
