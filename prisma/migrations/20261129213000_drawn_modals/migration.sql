-- How a modal stands since one of our answers, so that the next one, by whichever replica, is one for the modal as it is.
CREATE TABLE "drawn_modal" (
  "id" TEXT PRIMARY KEY,
  "hash" TEXT NOT NULL,
  "replaced" TEXT NOT NULL,
  "changed_at" DOUBLE PRECISION NOT NULL,
  "drawn_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX "drawn_modal_drawn_at_idx" ON "drawn_modal" ("drawn_at");
