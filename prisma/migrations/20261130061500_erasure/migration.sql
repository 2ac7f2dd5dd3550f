-- What is erased of somebody on their demand, and how far that is (T-3).
CREATE TABLE "erasure" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "demand" BIGINT NOT NULL,
    "persons" INTEGER[],
    "subjects" TEXT[],
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "passed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "erasure_removal" (
    "erasure_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "from_id" BIGINT NOT NULL DEFAULT 0,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_removal_pkey" PRIMARY KEY ("erasure_id", "kind")
);

CREATE INDEX "erasure_person_id_idx" ON "erasure"("person_id");
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "erasure_removal" ADD CONSTRAINT "erasure_removal_erasure_id_fkey" FOREIGN KEY ("erasure_id") REFERENCES "erasure"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One at a time for each person.
CREATE UNIQUE INDEX "erasure_open" ON "erasure" ("person_id") WHERE "ended_at" IS NULL;
