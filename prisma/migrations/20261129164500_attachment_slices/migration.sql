-- Files are compressed by what they are. Kept as they come, a slice of one is read without the rest of it.
ALTER TABLE "attachment" ALTER COLUMN "content" SET STORAGE EXTERNAL;
