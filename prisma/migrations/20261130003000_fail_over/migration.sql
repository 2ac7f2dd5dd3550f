-- A platform that takes no messages, since the first one that it did not take (T-6). A message that arrives there ends it.
CREATE TABLE "platform_outage" (
  "platform" TEXT PRIMARY KEY,
  "since" TIMESTAMPTZ(3) NOT NULL
);

-- A message that may have reached a platform although we were not told, of a card that was brought elsewhere meanwhile.
CREATE TABLE "stray_copy" (
  "card_id" INTEGER NOT NULL,
  "platform" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY ("card_id", "platform"),
  CONSTRAINT "stray_copy_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "posted_card"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
