-- CreateTable
CREATE TABLE "handover" (
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "held" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "handover_pkey" PRIMARY KEY ("subject")
);

-- CreateIndex
CREATE INDEX "handover_person_id_idx" ON "handover"("person_id");

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- To whom a record has been handed in the state where it stands (A-6): see src/records/handing.ts. NULL where it has not, or where
-- whoever it was handed to holds it no more in their own right, so that it waits for all who do.
CREATE FUNCTION handed_over(record text, stands text) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT jsonb_build_object('to', o.id, 'name', o.name, 'at', h.at) FROM handover h
  CROSS JOIN LATERAL holders_of(h.held, '{}') o
  WHERE h.subject = record AND h.state = stands AND o.id = h.person_id AND o.for_id IS NULL
$$;
