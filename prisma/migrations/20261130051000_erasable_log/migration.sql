-- What an entry says of people can be erased from it while the log still proves it (T-1, T-3). What was written until now has no salts: its leaves are
-- over its clear columns.
ALTER TABLE "audit_entry" ADD COLUMN "actor_opening" BYTEA, ADD COLUMN "reason_opening" BYTEA, ADD COLUMN "data_opening" BYTEA,
  ADD COLUMN "leaf" BYTEA, ADD COLUMN "erased_by" BIGINT;
-- Apart, so that the entries that are there get none.
ALTER TABLE "audit_entry" ALTER COLUMN "actor_opening" SET DEFAULT uuid_send(gen_random_uuid()),
  ALTER COLUMN "reason_opening" SET DEFAULT uuid_send(gen_random_uuid()), ALTER COLUMN "data_opening" SET DEFAULT uuid_send(gen_random_uuid());
ALTER TABLE "audit_check" ADD COLUMN "erased" INTEGER;

CREATE INDEX "audit_entry_erased" ON "audit_entry" ("id")
  WHERE "leaf" IS NOT NULL OR octet_length("actor_opening") <> 16 OR octet_length("reason_opening") <> 16 OR octet_length("data_opening") <> 16 OR "erased_by" IS NOT NULL;

-- The one change that an entry allows: columns that speak of people are emptied, and what keeps their leaf provable takes the place of their salts, once a
-- later entry which says so is sealed.
CREATE FUNCTION "allow_erasure"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  emptied text[] := '{}';
  erased text[];
  holds boolean;
BEGIN
  IF NEW.actor IS DISTINCT FROM OLD.actor THEN emptied := emptied || 'actor'::text; END IF;
  IF NEW.reason IS DISTINCT FROM OLD.reason THEN emptied := emptied || 'reason'::text; END IF;
  IF NEW.data IS DISTINCT FROM OLD.data THEN emptied := emptied || 'data'::text; END IF;
  holds := cardinality(emptied) > 0 AND OLD.action <> 'audit.erased'
    AND (NEW.id, NEW.at, NEW.actor_id, NEW.surface, NEW.action, NEW.subject, NEW.from_state, NEW.to_state)
      IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.actor_id, OLD.surface, OLD.action, OLD.subject, OLD.from_state, OLD.to_state)
    AND NEW.actor IN (OLD.actor, '') AND (NEW.reason IS NULL OR NEW.reason = OLD.reason) AND (NEW.data IS NULL OR OLD.data @> NEW.data);
  IF OLD.actor_opening IS NULL THEN
    holds := holds AND NEW.leaf = (SELECT s.hash FROM audit_seal s WHERE s.entry_id = OLD.id)
      AND (NEW.actor_opening, NEW.reason_opening, NEW.data_opening) IS NOT DISTINCT FROM (NULL::bytea, NULL::bytea, NULL::bytea);
    erased := emptied;
  ELSE
    holds := holds AND NEW.leaf IS NULL
      AND NEW.actor_opening = CASE WHEN 'actor' = ANY(emptied) THEN sha256(OLD.actor_opening || convert_to(OLD.actor, 'UTF8')) ELSE OLD.actor_opening END
      AND NEW.reason_opening = CASE WHEN 'reason' = ANY(emptied) THEN sha256(OLD.reason_opening || convert_to(OLD.reason, 'UTF8')) ELSE OLD.reason_opening END
      -- What was left of it the first time may be less the next time.
      AND NEW.data_opening = CASE WHEN 'data' = ANY(emptied) AND octet_length(OLD.data_opening) = 16
        THEN sha256(OLD.data_opening || convert_to(OLD.data::text, 'UTF8')) ELSE OLD.data_opening END;
    erased := array_remove(ARRAY[CASE octet_length(NEW.actor_opening) WHEN 32 THEN 'actor' END, CASE octet_length(NEW.reason_opening) WHEN 32 THEN 'reason' END,
      CASE octet_length(NEW.data_opening) WHEN 32 THEN 'data' END], NULL);
  END IF;
  holds := holds AND EXISTS (
    SELECT FROM audit_entry a JOIN audit_seal t ON t.entry_id = a.id JOIN audit_seal s ON s.entry_id = OLD.id
    WHERE a.id = NEW.erased_by AND a.action = 'audit.erased' AND t.position > s.position AND a.data->'entries'->(OLD.id::text) ?& erased);
  IF holds IS NOT TRUE THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER "audit_entry_append_only" ON "audit_entry";
CREATE TRIGGER "audit_entry_append_only" BEFORE DELETE OR TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_entry_erasure" BEFORE UPDATE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "allow_erasure"();
