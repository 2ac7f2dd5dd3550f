CREATE TABLE "data_key" (
    "id" SERIAL NOT NULL,
    "purpose" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_key_pkey" PRIMARY KEY ("id")
);

-- Of each purpose one key is sealed under.
CREATE UNIQUE INDEX "data_key_current" ON "data_key" ("purpose") WHERE "retired_at" IS NULL;

-- The key that a sealed value names: its first four bytes.
CREATE FUNCTION data_key_of(value bytea) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN get_byte(value, 0) << 24 | get_byte(value, 1) << 16 | get_byte(value, 2) << 8 | get_byte(value, 3);
