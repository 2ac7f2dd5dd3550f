-- What is searched in menus and by ADMINs is looked up, not read through (P-10, I-9).
CREATE INDEX "position_words_idx" ON "position"
  USING gin (to_tsvector('simple', translate("code" || ' ' || "name", '.,@/_''+&:()-', '            ')));
