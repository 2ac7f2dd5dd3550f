-- Requests and units by words that begin so: what is searched among all requests is looked up, not read through (U-14).
CREATE INDEX "user_id_request_words_idx" ON "user_id_request"
  USING gin (to_tsvector('simple', translate("number" || ' ' || "name" || ' ' || "email" || ' ' || coalesce("new_user_id", ''), '.,@/_''+&:()-', '            ')));
CREATE INDEX "unit_words_idx" ON "unit"
  USING gin (to_tsvector('simple', translate("code" || ' ' || "name", '.,@/_''+&:()-', '            ')));

-- A unit's requests, and those that somebody has decided, newest first.
CREATE INDEX "user_id_request_unit_id_id_idx" ON "user_id_request"("unit_id", "id" DESC);
DROP INDEX "user_id_decision_person_id_idx";
CREATE INDEX "user_id_decision_person_id_request_id_idx" ON "user_id_decision"("person_id", "request_id" DESC);
