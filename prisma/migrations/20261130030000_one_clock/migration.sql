-- Since when an address is somebody's is compared with when records were made, which our clock says. A transaction that changes
-- one says what that shows (`db/stamp.ts`); who changes it by hand has the database's.
CREATE OR REPLACE FUNCTION note_former_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO former_address (email, ended_at)
  VALUES (OLD.email, coalesce(nullif(current_setting('satu_pintu.now', true), '')::timestamptz, now()))
  ON CONFLICT (email) DO UPDATE SET ended_at = excluded.ended_at;
  RETURN NULL;
END $$;
