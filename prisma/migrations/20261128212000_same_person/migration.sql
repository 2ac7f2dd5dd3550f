-- Who is the same person (I-4): see src/core/same-person.ts, whose rule these functions are in SQL.

-- The names of mail domains that have several: those with the same `domain` are one.
CREATE TABLE "mail_domain" (
    "name" TEXT NOT NULL,
    "domain" TEXT NOT NULL,

    CONSTRAINT "mail_domain_pkey" PRIMARY KEY ("name")
);
CREATE INDEX "mail_domain_domain_idx" ON "mail_domain"("domain");

-- The mailbox that an address leads to: without tag and case.
CREATE FUNCTION mailbox_of(address text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(lower(address), '^([^+@]+)\+[^@]*@', '\1@');

CREATE INDEX "person_mailbox_idx" ON "person" (mailbox_of("email"));
CREATE INDEX "user_id_request_mailbox_idx" ON "user_id_request" (mailbox_of("email"));
CREATE INDEX "user_id_request_nopek_idx" ON "user_id_request"("nopek");
CREATE INDEX "satker_user_mailbox_idx" ON "satker_user" (mailbox_of("email"));

-- The same under every name of its domain.
CREATE FUNCTION mailboxes_of(address text) RETURNS text[] LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN ARRAY(
  SELECT mailbox_of(address)
  UNION
  SELECT split_part(mailbox_of(address), '@', 1) || '@' || other.name
  FROM mail_domain own JOIN mail_domain other USING (domain)
  WHERE own.name = split_part(mailbox_of(address), '@', 2)
);

-- Everything by which somebody who acts is known: their mailbox under all its names, the NIKs of the registrations that were
-- approved for it, the addresses that are approved for these NIKs, and whoever of our people has any of these addresses.
-- Each step is a statement of its own, since only of a value does the planner know that an index finds few rows.
CREATE FUNCTION identity_of(p person) RETURNS jsonb LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  mailboxes text[] := mailboxes_of(p.email);
  niks text[];
  people jsonb;
BEGIN
  SELECT coalesce(array_agg(DISTINCT s.nik), '{}') INTO niks FROM satker_user s
  WHERE mailbox_of(s.email) = ANY(mailboxes) AND s.status IN ('ACTIVE', 'DORMANT', 'INACTIVE');
  IF niks <> '{}' THEN
    SELECT array_agg(DISTINCT found.mailbox) INTO mailboxes FROM (
      SELECT unnest(mailboxes) AS mailbox
      UNION ALL
      SELECT unnest(mailboxes_of(s.email)) FROM satker_user s
      WHERE s.nik = ANY(niks) AND s.removed_at IS NULL AND s.status IN ('ACTIVE', 'DORMANT', 'INACTIVE')
    ) found;
  END IF;
  SELECT jsonb_build_object('persons', jsonb_agg(found.id), 'nopeks', coalesce(jsonb_agg(found.nopek) FILTER (WHERE found.nopek IS NOT NULL), '[]'))
  INTO people FROM (
    SELECT p.id, p.nopek UNION SELECT q.id, q.nopek FROM person q WHERE mailbox_of(q.email) = ANY(mailboxes)
  ) found;
  RETURN people || jsonb_build_object('mailboxes', mailboxes, 'niks', niks);
END;
$$;

-- Whether two have anything in common by which a person is told from another.
CREATE FUNCTION same_person(one jsonb, other jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN EXISTS (
  SELECT FROM jsonb_each(one) a, jsonb_array_elements(a.value) AS mark WHERE other -> a.key @> mark
);
