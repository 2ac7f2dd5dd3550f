-- CreateTable
CREATE TABLE "root_key" (
    "one" BOOLEAN NOT NULL DEFAULT true,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "root_key_pkey" PRIMARY KEY ("one")
);

-- CreateTable
CREATE TABLE "database_life" (
    "one" BOOLEAN NOT NULL DEFAULT true,
    "mark" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "database_life_pkey" PRIMARY KEY ("one")
);

ALTER TABLE "root_key" ADD CONSTRAINT "root_key_one" CHECK ("one");
ALTER TABLE "database_life" ADD CONSTRAINT "database_life_one" CHECK ("one");
