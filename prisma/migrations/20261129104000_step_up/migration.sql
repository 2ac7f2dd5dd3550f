-- AlterTable
ALTER TABLE "user_id_decision" ADD COLUMN     "factor" TEXT;

-- CreateTable
CREATE TABLE "step_up_mark" (
    "mark" TEXT NOT NULL,

    CONSTRAINT "step_up_mark_pkey" PRIMARY KEY ("mark")
);

-- What is sensitive until an ADMIN says otherwise (A-10): the executors' stage, deletions of satker users (S-15), and giving roles.
INSERT INTO "step_up_mark" ("mark") VALUES ('stage:WAITING_EXECUTOR'), ('satker.remove'), ('pintu.grant');
