-- CreateEnum
CREATE TYPE "zone" AS ENUM ('WIB', 'WITA', 'WIT');

-- CreateEnum
CREATE TYPE "holiday_kind" AS ENUM ('NATIONAL', 'JOINT_LEAVE', 'WORKING');

-- DropIndex
DROP INDEX "new_phone_status_asked_on_idx";

-- DropIndex
DROP INDEX "signing_status_created_on_idx";

-- AlterTable
ALTER TABLE "new_phone" DROP COLUMN "asked_on";

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "digest" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "digest_on" DATE,
ADD COLUMN     "time_zone" "zone";

-- AlterTable
ALTER TABLE "signing" DROP COLUMN "created_on";

-- AlterTable
ALTER TABLE "unit" ADD COLUMN     "time_zone" "zone";

-- CreateTable
CREATE TABLE "holiday" (
    "id" SERIAL NOT NULL,
    "day" DATE NOT NULL,
    "kind" "holiday_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "source" TEXT,

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "working_time" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "opens" SMALLINT NOT NULL,
    "closes" SMALLINT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "remind_after" SMALLINT[] NOT NULL,
    "escalate_after" SMALLINT NOT NULL,

    CONSTRAINT "working_time_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "waiting_record" (
    "subject" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "nudged_at" TIMESTAMPTZ(3),

    CONSTRAINT "waiting_record_pkey" PRIMARY KEY ("subject")
);

-- CreateIndex
CREATE UNIQUE INDEX "holiday_day_key" ON "holiday"("day");

-- CreateIndex
CREATE INDEX "waiting_record_next_at_idx" ON "waiting_record"("next_at");

-- CreateIndex
CREATE INDEX "new_phone_status_asked_at_idx" ON "new_phone"("status", "asked_at");

-- CreateIndex
CREATE INDEX "signing_status_created_at_idx" ON "signing"("status", "created_at");

ALTER TABLE "working_time" ADD CONSTRAINT "working_time_one" CHECK ("id" = 1 AND "opens" < "closes" AND "closes" <= 1440);

-- Presidential regulation 21/2023: government offices begin at 07.30, 37.5 hours a week beside the breaks of an hour.
INSERT INTO "working_time" ("opens", "closes", "time_zone", "remind_after", "escalate_after") VALUES (450, 960, 'Asia/Jakarta', '{1,3}', 5);

-- Where somebody works: as they say, or as their unit does; NULL where neither says so.
CREATE FUNCTION zone_of(p person) RETURNS zone LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(p.time_zone, (SELECT u.time_zone FROM unit u WHERE u.id = p.unit_id))
$$;

-- The joint decree of three ministers. A later year is brought so by a migration of its own, and only where the ADMINs have not
-- imported it: what they say of a year stands.
INSERT INTO "holiday" ("day", "kind", "name", "name_en", "source")
SELECT "day"::date, "kind"::"holiday_kind", "name", "name_en", 'SKB Menteri Agama 1497/2025, Menteri Ketenagakerjaan 2/2025, Menteri PANRB 5/2025 (19 September 2025)' FROM (VALUES
  ('2026-01-01', 'NATIONAL', 'Tahun Baru 2026 Masehi', 'New Year’s Day 2026'),
  ('2026-01-16', 'NATIONAL', 'Isra Mikraj Nabi Muhammad S.A.W.', 'Ascension of the Prophet Muhammad'),
  ('2026-02-16', 'JOINT_LEAVE', 'Tahun Baru Imlek 2577 Kongzili', 'Chinese New Year 2577'),
  ('2026-02-17', 'NATIONAL', 'Tahun Baru Imlek 2577 Kongzili', 'Chinese New Year 2577'),
  ('2026-03-18', 'JOINT_LEAVE', 'Hari Suci Nyepi (Tahun Baru Saka 1948)', 'Nyepi, Saka New Year 1948'),
  ('2026-03-19', 'NATIONAL', 'Hari Suci Nyepi (Tahun Baru Saka 1948)', 'Nyepi, Saka New Year 1948'),
  ('2026-03-20', 'JOINT_LEAVE', 'Idul Fitri 1447 Hijriah', 'Eid al-Fitr 1447 H'),
  ('2026-03-21', 'NATIONAL', 'Idul Fitri 1447 Hijriah', 'Eid al-Fitr 1447 H'),
  ('2026-03-22', 'NATIONAL', 'Idul Fitri 1447 Hijriah', 'Eid al-Fitr 1447 H'),
  ('2026-03-23', 'JOINT_LEAVE', 'Idul Fitri 1447 Hijriah', 'Eid al-Fitr 1447 H'),
  ('2026-03-24', 'JOINT_LEAVE', 'Idul Fitri 1447 Hijriah', 'Eid al-Fitr 1447 H'),
  ('2026-04-03', 'NATIONAL', 'Wafat Yesus Kristus', 'Good Friday'),
  ('2026-04-05', 'NATIONAL', 'Kebangkitan Yesus Kristus (Paskah)', 'Easter Sunday'),
  ('2026-05-01', 'NATIONAL', 'Hari Buruh Internasional', 'Labour Day'),
  ('2026-05-14', 'NATIONAL', 'Kenaikan Yesus Kristus', 'Ascension Day'),
  ('2026-05-15', 'JOINT_LEAVE', 'Kenaikan Yesus Kristus', 'Ascension Day'),
  ('2026-05-27', 'NATIONAL', 'Idul Adha 1447 Hijriah', 'Eid al-Adha 1447 H'),
  ('2026-05-28', 'JOINT_LEAVE', 'Idul Adha 1447 Hijriah', 'Eid al-Adha 1447 H'),
  ('2026-05-31', 'NATIONAL', 'Hari Raya Waisak 2570 BE', 'Waisak 2570 BE'),
  ('2026-06-01', 'NATIONAL', 'Hari Lahir Pancasila', 'Pancasila Day'),
  ('2026-06-16', 'NATIONAL', '1 Muharam Tahun Baru Islam 1448 Hijriah', 'Islamic New Year 1448 H'),
  ('2026-08-17', 'NATIONAL', 'Proklamasi Kemerdekaan', 'Independence Day'),
  ('2026-08-25', 'NATIONAL', 'Maulid Nabi Muhammad S.A.W.', 'Birthday of the Prophet Muhammad'),
  ('2026-12-24', 'JOINT_LEAVE', 'Kelahiran Yesus Kristus', 'Christmas'),
  ('2026-12-25', 'NATIONAL', 'Kelahiran Yesus Kristus', 'Christmas Day')
) AS decree("day", "kind", "name", "name_en");
INSERT INTO "holiday" ("day", "kind", "name", "name_en", "source")
SELECT "day"::date, "kind"::"holiday_kind", "name", "name_en", 'SKB Menteri Agama 1205/2026, Menteri Ketenagakerjaan 3/2026, Menteri PANRB 2/2026 (15 September 2026)' FROM (VALUES
  ('2027-01-01', 'NATIONAL', 'Tahun Baru 2027 Masehi', 'New Year’s Day 2027'),
  ('2027-01-05', 'NATIONAL', 'Isra Mikraj Nabi Muhammad S.A.W.', 'Ascension of the Prophet Muhammad'),
  ('2027-02-05', 'JOINT_LEAVE', 'Tahun Baru Imlek 2578 Kongzili', 'Chinese New Year 2578'),
  ('2027-02-06', 'NATIONAL', 'Tahun Baru Imlek 2578 Kongzili', 'Chinese New Year 2578'),
  ('2027-03-08', 'NATIONAL', 'Hari Suci Nyepi (Tahun Baru Saka 1949)', 'Nyepi, Saka New Year 1949'),
  ('2027-03-09', 'JOINT_LEAVE', 'Idul Fitri 1448 Hijriah', 'Eid al-Fitr 1448 H'),
  ('2027-03-10', 'NATIONAL', 'Idul Fitri 1448 Hijriah', 'Eid al-Fitr 1448 H'),
  ('2027-03-11', 'NATIONAL', 'Idul Fitri 1448 Hijriah', 'Eid al-Fitr 1448 H'),
  ('2027-03-12', 'JOINT_LEAVE', 'Idul Fitri 1448 Hijriah', 'Eid al-Fitr 1448 H'),
  ('2027-03-15', 'JOINT_LEAVE', 'Idul Fitri 1448 Hijriah', 'Eid al-Fitr 1448 H'),
  ('2027-03-25', 'JOINT_LEAVE', 'Wafat Yesus Kristus', 'Good Friday'),
  ('2027-03-26', 'NATIONAL', 'Wafat Yesus Kristus', 'Good Friday'),
  ('2027-03-28', 'NATIONAL', 'Kebangkitan Yesus Kristus (Paskah)', 'Easter Sunday'),
  ('2027-05-01', 'NATIONAL', 'Hari Buruh Internasional', 'Labour Day'),
  ('2027-05-06', 'NATIONAL', 'Kenaikan Yesus Kristus', 'Ascension Day'),
  ('2027-05-17', 'NATIONAL', 'Idul Adha 1448 Hijriah', 'Eid al-Adha 1448 H'),
  ('2027-05-18', 'JOINT_LEAVE', 'Idul Adha 1448 Hijriah', 'Eid al-Adha 1448 H'),
  ('2027-05-19', 'JOINT_LEAVE', 'Hari Raya Waisak 2571 BE', 'Waisak 2571 BE'),
  ('2027-05-20', 'NATIONAL', 'Hari Raya Waisak 2571 BE', 'Waisak 2571 BE'),
  ('2027-06-01', 'NATIONAL', 'Hari Lahir Pancasila', 'Pancasila Day'),
  ('2027-06-06', 'NATIONAL', '1 Muharam Tahun Baru Islam 1449 Hijriah', 'Islamic New Year 1449 H'),
  ('2027-08-15', 'NATIONAL', 'Maulid Nabi Muhammad S.A.W.', 'Birthday of the Prophet Muhammad'),
  ('2027-08-17', 'NATIONAL', 'Proklamasi Kemerdekaan', 'Independence Day'),
  ('2027-12-24', 'JOINT_LEAVE', 'Kelahiran Yesus Kristus', 'Christmas'),
  ('2027-12-25', 'NATIONAL', 'Kelahiran Yesus Kristus', 'Christmas Day'),
  ('2027-12-26', 'NATIONAL', 'Isra Mikraj Nabi Muhammad S.A.W.', 'Ascension of the Prophet Muhammad')
) AS decree("day", "kind", "name", "name_en");
