-- What somebody is shown goes by their rights of that moment. Whatever these are made of is watched here, where every way of changing it passes: who
-- reads by other rights from now on has all copies that stand with them brought up to date (I-3), and so has whoever stands in for them (I-6).
CREATE FUNCTION reading_otherwise(people int[]) RETURNS void LANGUAGE sql AS $$
  SELECT enqueue_job('posted.readers', json_build_object('people', json_agg(r.id ORDER BY r.id)), priority := 5)
  FROM (SELECT unnest(people) AS id UNION
        SELECT d.substitute_id FROM delegation d WHERE d.principal_id = ANY(people) AND d.begun_at IS NOT NULL AND d.ended_at IS NULL) r
  WHERE EXISTS (SELECT FROM posted_card c WHERE c.person_id = r.id AND c.live) HAVING count(*) > 0
$$;

-- Tables with a row for each thing that somebody holds; the argument is the column that names them.
CREATE FUNCTION watch_reader() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM reading_otherwise(array_remove(ARRAY[(to_jsonb(OLD)->>TG_ARGV[0])::int, (to_jsonb(NEW)->>TG_ARGV[0])::int], NULL));
  RETURN NULL;
END
$$;

CREATE TRIGGER "role_grant_reader" AFTER INSERT OR DELETE OR UPDATE OF person_id, role, unit_id, withdrawn_at ON "role_grant"
  FOR EACH ROW EXECUTE FUNCTION watch_reader('person_id');
CREATE TRIGGER "unit_head_reader" AFTER INSERT OR DELETE OR UPDATE ON "unit_head"
  FOR EACH ROW EXECUTE FUNCTION watch_reader('person_id');
-- An account that is no longer somebody's is a guest's, perhaps, or another person's: what stands there is shown to nobody.
CREATE TRIGGER "chat_identity_reader" AFTER INSERT OR DELETE OR UPDATE OF person_id ON "chat_identity"
  FOR EACH ROW EXECUTE FUNCTION watch_reader('person_id');
CREATE TRIGGER "delegation_reader" AFTER INSERT OR DELETE OR UPDATE OF begun_at, ended_at ON "delegation"
  FOR EACH ROW EXECUTE FUNCTION watch_reader('substitute_id');
CREATE TRIGGER "position_reader" AFTER DELETE OR UPDATE OF holder_id ON "position"
  FOR EACH ROW EXECUTE FUNCTION watch_reader('holder_id');
CREATE TRIGGER "person_reader" AFTER UPDATE OF email, nopek, active, registered ON "person" FOR EACH ROW
  WHEN ((OLD.email, OLD.nopek, OLD.active, OLD.registered) IS DISTINCT FROM (NEW.email, NEW.nopek, NEW.active, NEW.registered))
  EXECUTE FUNCTION watch_reader('id');

-- A satker is another KPPN's, whose officers read what is its.
CREATE FUNCTION watch_officers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM reading_otherwise(array_agg(DISTINCT g.person_id)) FROM role_grant g
  WHERE g.withdrawn_at IS NULL AND g.unit_id IN (
    SELECT unnest(ARRAY[o.kppn_id, n.kppn_id]) FROM former o JOIN present n USING (id) WHERE o.kppn_id IS DISTINCT FROM n.kppn_id)
  HAVING count(*) > 0;
  RETURN NULL;
END
$$;
CREATE TRIGGER "unit_reader" AFTER UPDATE ON "unit" REFERENCING OLD TABLE AS former NEW TABLE AS present
  FOR EACH STATEMENT EXECUTE FUNCTION watch_officers();

-- An active user of a satker reads what is its (S-2).
CREATE FUNCTION watch_satker_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM reading_otherwise(ARRAY[p.id]) FROM person p WHERE p.email = NEW.email;
  RETURN NULL;
END
$$;
CREATE TRIGGER "satker_user_reader" AFTER UPDATE OF status, removed_at ON "satker_user" FOR EACH ROW
  WHEN ((OLD.status = 'ACTIVE' AND OLD.removed_at IS NULL) <> (NEW.status = 'ACTIVE' AND NEW.removed_at IS NULL))
  EXECUTE FUNCTION watch_satker_user();
CREATE TRIGGER "satker_user_entered_reader" AFTER INSERT ON "satker_user" FOR EACH ROW
  WHEN (NEW.status = 'ACTIVE') EXECUTE FUNCTION watch_satker_user();

-- In a channel whoever reads it is shown everything. What was said there while it was bound for something else is for none of its readers now.
ALTER TABLE "posted_card" ADD COLUMN "closed" BOOLEAN NOT NULL DEFAULT false;
