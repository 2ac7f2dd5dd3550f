-- Files get a place where they are sealed. What stands there in clear the program seals before the next migration, which takes the clear one away
-- (src/db/seal-clear.ts).
ALTER TABLE "attachment" RENAME COLUMN "content" TO "clear_content";
ALTER TABLE "attachment" ALTER COLUMN "clear_content" DROP NOT NULL, ADD COLUMN "content" BYTEA;
-- As before: a slice of what is kept as it comes is read without the rest of it.
ALTER TABLE "attachment" ALTER COLUMN "content" SET STORAGE EXTERNAL;
