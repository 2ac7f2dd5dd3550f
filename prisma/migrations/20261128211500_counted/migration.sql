-- Counts of the last minutes. A crash of the server may empty it: nothing is lost but the memory of a flood, and no write
-- to it waits for the disk.
CREATE UNLOGGED TABLE "counted" (
    "key" TEXT NOT NULL,
    "hits" INTEGER NOT NULL,
    "resets_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "counted_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "counted_resets_at_idx" ON "counted"("resets_at");
