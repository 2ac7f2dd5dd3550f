-- An address is not a person (I-1): what names somebody by an address names whoever had it then.

-- CreateTable
CREATE TABLE "former_address" (
    "email" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_address_pkey" PRIMARY KEY ("email")
);

-- However somebody's address changes, by an ADMIN, an import or a register: what was made until now is not for whoever has it next.
CREATE FUNCTION note_former_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO former_address (email, ended_at) VALUES (OLD.email, now())
  ON CONFLICT (email) DO UPDATE SET ended_at = excluded.ended_at;
  RETURN NULL;
END $$;
CREATE TRIGGER person_former_address AFTER UPDATE OF email ON "person"
  FOR EACH ROW WHEN (OLD.email <> NEW.email) EXECUTE FUNCTION note_former_address();

-- Since when an address is its person's: what names it and is older is not about them.
CREATE FUNCTION address_since(address text) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce((SELECT f.ended_at FROM former_address f WHERE f.email = address), '-infinity');

-- Those that were given up before: at the moment that the log says, or that they left.
INSERT INTO "former_address" ("email", "ended_at")
SELECT f."email", max(f."ended_at") FROM (
    SELECT left(p."email", -length('.former-' || p."id" || '.invalid')) AS "email",
        coalesce((SELECT max(e."at") FROM "audit_entry" e WHERE e."subject" = 'person:' || p."id"
                  AND e."action" = 'person.address-given-up'), p."left_at", now()) AS "ended_at"
    FROM "person" p WHERE p."email" LIKE '%.former-' || p."id" || '.invalid'
) f GROUP BY f."email";
