-- What a file's author has made for signatures, as it was given: name, page, and why it is not to be signed in.
ALTER TABLE "signing" ADD COLUMN "empty_fields" JSONB NOT NULL DEFAULT '[]';
-- In which of these somebody signs; their place is null then.
ALTER TABLE "signing_party" ADD COLUMN "field" TEXT;
