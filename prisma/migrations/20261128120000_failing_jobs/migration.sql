-- CreateTable
CREATE TABLE "failing_job" (
    "job_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "records" TEXT[],
    "failures" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL,
    "error" TEXT NOT NULL,
    "reference" TEXT NOT NULL,

    CONSTRAINT "failing_job_pkey" PRIMARY KEY ("job_id")
);
