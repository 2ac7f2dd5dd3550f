-- CreateEnum
CREATE TYPE "remark_kind" AS ENUM ('QUESTION', 'ANSWER', 'TAKEN_BACK', 'COMMENT');

-- AlterTable
ALTER TABLE "attachment" ADD COLUMN     "remark_id" INTEGER;

-- CreateTable
CREATE TABLE "record_remark" (
    "id" SERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" "remark_kind" NOT NULL,
    "stage" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "on_behalf_of_id" INTEGER,
    "asked_id" INTEGER,
    "surface" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "source" TEXT,

    CONSTRAINT "record_remark_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "record_remark_source_key" ON "record_remark"("source");

-- CreateIndex
CREATE INDEX "record_remark_subject_id_idx" ON "record_remark"("subject", "id");

-- CreateIndex
CREATE INDEX "record_remark_asked_id_idx" ON "record_remark"("asked_id");

-- CreateIndex
CREATE INDEX "attachment_remark_id_idx" ON "attachment"("remark_id");

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_remark_id_fkey" FOREIGN KEY ("remark_id") REFERENCES "record_remark"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "record_remark" ADD CONSTRAINT "record_remark_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "record_remark" ADD CONSTRAINT "record_remark_on_behalf_of_id_fkey" FOREIGN KEY ("on_behalf_of_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "record_remark" ADD CONSTRAINT "record_remark_asked_id_fkey" FOREIGN KEY ("asked_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A record is returned once at a time: of two who return it at once one does.
CREATE UNIQUE INDEX "record_remark_open_key" ON "record_remark"("subject") WHERE "kind" = 'QUESTION' AND "ended_at" IS NULL;
