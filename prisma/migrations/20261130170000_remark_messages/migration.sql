-- What a platform calls a message names the conversation in which somebody wrote it: only whether it is the same one is asked of it (T-2).
UPDATE "record_remark" SET "source" = encode(sha256(convert_to("source", 'UTF8')), 'hex') WHERE "source" IS NOT NULL;
