-- U-1: a number is taken by what is committed and by nothing else. The row is numbered when its transaction commits, after
-- everything that may still refuse it or fail: a try that is refused, rolled back or repeated uses up no number. Nobody waits
-- for anybody, as a sequence has no lock that lasts; only a crash in the instant of the commit leaves a gap.
CREATE FUNCTION "take_number"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('UPDATE %I.%I SET number = $1 WHERE id = $2', TG_TABLE_SCHEMA, TG_TABLE_NAME)
  USING TG_ARGV[0] || '-' || to_char(NEW.created_at AT TIME ZONE 'UTC', 'YYYY') || '-'
          || to_char(nextval(TG_ARGV[1]::regclass), 'FM999999000000'), NEW.id;
  RETURN NULL;
END $$;

-- Within its transaction a row is known by its id.
ALTER TABLE "user_id_request" ALTER COLUMN "number" SET DEFAULT ('unnumbered ' || gen_random_uuid());
ALTER TABLE "satker_user" ALTER COLUMN "number" SET DEFAULT ('unnumbered ' || gen_random_uuid());
ALTER TABLE "satker_ticket" ALTER COLUMN "number" SET DEFAULT ('unnumbered ' || gen_random_uuid());
ALTER TABLE "import" ALTER COLUMN "number" SET DEFAULT ('unnumbered ' || gen_random_uuid());
ALTER TABLE "secretary_mapping" ALTER COLUMN "number" SET DEFAULT ('unnumbered ' || gen_random_uuid());

CREATE CONSTRAINT TRIGGER "user_id_request_number" AFTER INSERT ON "user_id_request" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."number" LIKE 'unnumbered %') EXECUTE FUNCTION "take_number"('UID', 'user_id_number');
CREATE CONSTRAINT TRIGGER "satker_user_number" AFTER INSERT ON "satker_user" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."number" LIKE 'unnumbered %') EXECUTE FUNCTION "take_number"('SAT', 'satker_number');
CREATE CONSTRAINT TRIGGER "satker_ticket_number" AFTER INSERT ON "satker_ticket" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."number" LIKE 'unnumbered %') EXECUTE FUNCTION "take_number"('SAT', 'satker_number');
CREATE CONSTRAINT TRIGGER "import_number_taken" AFTER INSERT ON "import" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."number" LIKE 'unnumbered %') EXECUTE FUNCTION "take_number"('IMP', 'import_number');
CREATE CONSTRAINT TRIGGER "secretary_mapping_number" AFTER INSERT ON "secretary_mapping" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."number" LIKE 'unnumbered %') EXECUTE FUNCTION "take_number"('MAP', 'mapping_number');
