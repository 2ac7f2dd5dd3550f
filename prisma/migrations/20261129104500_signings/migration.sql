-- CreateEnum
CREATE TYPE "signing_status" AS ENUM ('WAITING', 'SIGNED', 'DECLINED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "signing_place" AS ENUM ('AFTER_TEXT', 'BOTTOM_RIGHT', 'BOTTOM_LEFT', 'TOP_RIGHT', 'TOP_LEFT');

-- CreateTable
CREATE TABLE "signing" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL DEFAULT ('unnumbered '::text || gen_random_uuid()),
    "requester_id" INTEGER NOT NULL,
    "original_id" INTEGER NOT NULL,
    "current_id" INTEGER NOT NULL,
    "status" "signing_status" NOT NULL DEFAULT 'WAITING',
    "in_order" BOOLEAN NOT NULL,
    "note" TEXT,
    "pages" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_on" DATE NOT NULL,
    "submission_key" TEXT NOT NULL,

    CONSTRAINT "signing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signing_party" (
    "id" SERIAL NOT NULL,
    "signing_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "turn" INTEGER NOT NULL,
    "agreed_at" TIMESTAMPTZ(3),
    "place" "signing_place",
    "page" INTEGER,
    "certificate_id" INTEGER,
    "signed_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_party_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "signing_number_key" ON "signing"("number");

-- CreateIndex
CREATE UNIQUE INDEX "signing_submission_key_key" ON "signing"("submission_key");

-- CreateIndex
CREATE INDEX "signing_requester_id_idx" ON "signing"("requester_id");

-- CreateIndex
CREATE INDEX "signing_status_created_on_idx" ON "signing"("status", "created_on");

-- CreateIndex
CREATE INDEX "signing_party_person_id_idx" ON "signing_party"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "signing_party_signing_id_person_id_key" ON "signing_party"("signing_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "signing_party_signing_id_turn_key" ON "signing_party"("signing_id", "turn");

-- AddForeignKey
ALTER TABLE "signing" ADD CONSTRAINT "signing_requester_id_fkey" FOREIGN KEY ("requester_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signing" ADD CONSTRAINT "signing_original_id_fkey" FOREIGN KEY ("original_id") REFERENCES "attachment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signing" ADD CONSTRAINT "signing_current_id_fkey" FOREIGN KEY ("current_id") REFERENCES "attachment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signing_party" ADD CONSTRAINT "signing_party_signing_id_fkey" FOREIGN KEY ("signing_id") REFERENCES "signing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signing_party" ADD CONSTRAINT "signing_party_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signing_party" ADD CONSTRAINT "signing_party_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE SEQUENCE "signing_number";
CREATE CONSTRAINT TRIGGER "signing_number_taken" AFTER INSERT ON "signing" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."number" LIKE 'unnumbered %') EXECUTE FUNCTION "take_number"('SIG', 'signing_number');
