-- A time during which work of the program failed for long: the ADMINs are told once, and again that it is over.
CREATE TABLE "alarm" (
  "id" SERIAL PRIMARY KEY,
  "begun_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "alarm_open_key" ON "alarm" ((true)) WHERE "ended_at" IS NULL;
