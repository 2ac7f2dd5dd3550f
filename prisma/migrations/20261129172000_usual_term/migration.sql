-- What of a kind of record has lately left a state: by that it is said how long a state usually lasts.
CREATE INDEX "audit_entry_left_state" ON "audit_entry" (split_part("subject", ':', 1), "from_state", "at")
  WHERE "from_state" IS NOT NULL AND "from_state" IS DISTINCT FROM "to_state";
