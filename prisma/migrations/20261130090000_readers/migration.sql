-- What somebody is shown goes by their rights of that moment. Whatever these are made of is watched here, where every way of changing it passes: who
-- reads by other rights from now on has all copies that stand with them brought up to date (I-3), and so has whoever stands in for them (I-6). However
-- many they are, a hundred at a time, in the lanes of what one act does to many (`bulk`, jobs/enqueue.ts).
CREATE FUNCTION reading_otherwise(people int[]) RETURNS void LANGUAGE sql AS $$
  SELECT enqueue_job('posted.readers', json_build_object('people', json_agg(r.id ORDER BY r.id)), queue_name := 'bulk ' || min(r.id) % 2, priority := 5)
  FROM (SELECT p.id, (row_number() OVER (ORDER BY p.id) - 1) / 100 AS part
        FROM (SELECT unnest(people) AS id UNION
              SELECT d.substitute_id FROM delegation d WHERE d.principal_id = ANY(people) AND d.begun_at IS NOT NULL AND d.ended_at IS NULL) p
        WHERE EXISTS (SELECT FROM posted_card c WHERE c.person_id = p.id AND c.live)) r
  GROUP BY r.part
$$;

-- After a statement: whose rows give something else than before it. Its arguments: what names whom a row is for, what it gives them, which rows give
-- anything, and a query of the readers whom `named` stands for. Planned anew each time, since a plan that was made for one row is none for a million.
CREATE FUNCTION watch_readers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  former text := format('SELECT %s AS named, %s FROM former WHERE %s', TG_ARGV[0], TG_ARGV[1], TG_ARGV[2]);
  present text := format('SELECT %s AS named, %s FROM present WHERE %s', TG_ARGV[0], TG_ARGV[1], TG_ARGV[2]);
  people int[];
BEGIN
  EXECUTE format('SELECT array_agg(DISTINCT r.id) FROM (%s) AS changed, LATERAL (%s) AS r(id)',
    CASE TG_OP WHEN 'INSERT' THEN present WHEN 'DELETE' THEN former
      ELSE format('(%1$s EXCEPT %2$s) UNION ALL (%2$s EXCEPT %1$s)', former, present) END, TG_ARGV[3]) INTO people;
  IF people IS NOT NULL THEN
    PERFORM reading_otherwise(people);
  END IF;
  RETURN NULL;
END
$$;

DO $$
DECLARE
  w record;
  change text;
BEGIN
  FOR w IN SELECT * FROM (VALUES
    ('role_grant', 'person_id', 'role, unit_id', 'withdrawn_at IS NULL', 'SELECT named', '{INSERT,UPDATE,DELETE}'::text[]),
    ('unit_head', 'person_id', 'unit_id', 'true', 'SELECT named', '{INSERT,UPDATE,DELETE}'),
    ('position', 'holder_id', 'id', 'holder_id IS NOT NULL', 'SELECT named', '{INSERT,UPDATE,DELETE}'),
    ('delegation', 'substitute_id', 'principal_id', 'begun_at IS NOT NULL AND ended_at IS NULL', 'SELECT named', '{INSERT,UPDATE,DELETE}'),
    -- Nothing stands yet with somebody who is new.
    ('person', 'id', 'email, nopek, registered', 'active', 'SELECT named', '{UPDATE}'),
    -- An account that is no longer somebody's is a guest's, perhaps, or another person's: what stands there is shown to nobody.
    ('chat_identity', 'person_id', 'platform, direct', 'true', 'SELECT named', '{INSERT,DELETE}'),
    -- An active user of a satker reads what is its (S-2).
    ('satker_user', 'email', 'unit_id', $q$status = 'ACTIVE' AND removed_at IS NULL$q$, 'SELECT p.id FROM person p WHERE p.email = named', '{INSERT,UPDATE,DELETE}'),
    -- A satker is another KPPN's, whose officers read what is its.
    ('unit', 'kppn_id', 'id', 'kppn_id IS NOT NULL', 'SELECT g.person_id FROM role_grant g WHERE g.unit_id = named AND g.withdrawn_at IS NULL', '{UPDATE}')
  ) AS watched(place, named, gives, given, readers, changes) LOOP
    FOREACH change IN ARRAY w.changes LOOP
      EXECUTE format('CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION watch_readers(%L, %L, %L, %L)',
        w.place || '_reader_' || lower(change), change, w.place,
        CASE change WHEN 'INSERT' THEN 'NEW TABLE AS present' WHEN 'DELETE' THEN 'OLD TABLE AS former' ELSE 'OLD TABLE AS former NEW TABLE AS present' END,
        w.named, w.gives, w.given, w.readers);
    END LOOP;
  END LOOP;
END
$$;

-- Clicks note at an account when and in which language it was used: of that nothing here is to hear, and only a trigger for each row can name columns.
CREATE FUNCTION watch_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM reading_otherwise(ARRAY[OLD.person_id, NEW.person_id]);
  RETURN NULL;
END
$$;
CREATE TRIGGER "chat_identity_reader_update" AFTER UPDATE OF person_id, direct ON "chat_identity" FOR EACH ROW
  WHEN ((OLD.person_id, OLD.direct) IS DISTINCT FROM (NEW.person_id, NEW.direct)) EXECUTE FUNCTION watch_account();

-- In a channel whoever reads it is shown everything. What was said there while it was bound for something else is for none of its readers now.
ALTER TABLE "posted_card" ADD COLUMN "closed" BOOLEAN NOT NULL DEFAULT false;
