-- CreateTable
CREATE TABLE "authenticator" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "secret" BYTEA NOT NULL,
    "last_step" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "authenticator_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "authenticator" ADD CONSTRAINT "authenticator_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One that is confirmed, and beside it one of an enrolment that is not finished.
CREATE UNIQUE INDEX "authenticator_confirmed" ON "authenticator"("person_id") WHERE "confirmed_at" IS NOT NULL;
CREATE UNIQUE INDEX "authenticator_pending" ON "authenticator"("person_id") WHERE "confirmed_at" IS NULL;
