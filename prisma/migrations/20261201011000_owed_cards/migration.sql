-- What is due to somebody, over all their threads: src/posted/due.ts.
CREATE INDEX "posted_card_owed_idx" ON "posted_card" ("person_id", "id") WHERE "posted_at" IS NULL AND "failure" IS NULL;
