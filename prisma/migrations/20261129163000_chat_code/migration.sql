-- CreateTable
CREATE TABLE "chat_code" (
    "id" SERIAL NOT NULL,
    "link_hash" BYTEA NOT NULL,
    "salt" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "wrong" INTEGER NOT NULL DEFAULT 0,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "chat_code_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "chat_code_link_hash_idx" ON "chat_code"("link_hash");

-- AddForeignKey
ALTER TABLE "chat_code" ADD CONSTRAINT "chat_code_link_hash_fkey" FOREIGN KEY ("link_hash") REFERENCES "one_time_link"("token_hash") ON DELETE CASCADE ON UPDATE CASCADE;
