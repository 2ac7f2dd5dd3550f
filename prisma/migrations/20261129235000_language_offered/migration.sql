-- When somebody was offered the language that they do not read, which happens once (I-8).
ALTER TABLE "person" ADD COLUMN "language_offered_at" TIMESTAMPTZ(3);
-- Slack's clients always report a language and have no Indonesian: what was noted of it says nothing of what somebody reads.
UPDATE "chat_identity" SET "locale" = NULL WHERE "platform" = 'slack';
