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
-- approved for it, the addresses that were approved for these NIKs, and whoever of our people has any of these addresses.
CREATE FUNCTION identity_of(p person) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH own AS (SELECT unnest(mailboxes_of(p.email)) AS mailbox),
       numbers AS (
         SELECT DISTINCT s.nik FROM own JOIN satker_user s ON mailbox_of(s.email) = own.mailbox
         WHERE s.status IN ('ACTIVE', 'DORMANT', 'INACTIVE')
       ),
       mailboxes AS (
         SELECT mailbox FROM own
         UNION
         SELECT unnest(mailboxes_of(s.email)) FROM numbers JOIN satker_user s USING (nik)
         WHERE s.status IN ('ACTIVE', 'DORMANT', 'INACTIVE')
       ),
       people AS (
         SELECT p.id, p.nopek
         UNION
         SELECT q.id, q.nopek FROM mailboxes m JOIN person q ON mailbox_of(q.email) = m.mailbox
       )
  SELECT jsonb_build_object(
    'persons', (SELECT jsonb_agg(id) FROM people),
    'mailboxes', (SELECT jsonb_agg(mailbox) FROM mailboxes),
    'nopeks', (SELECT coalesce(jsonb_agg(nopek) FILTER (WHERE nopek IS NOT NULL), '[]') FROM people),
    'niks', (SELECT coalesce(jsonb_agg(nik), '[]') FROM numbers)
  );
END;

-- Whether two have anything in common by which a person is told from another.
CREATE FUNCTION same_person(one jsonb, other jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN EXISTS (
  SELECT FROM jsonb_each(one) a, jsonb_array_elements(a.value) AS mark WHERE other -> a.key @> mark
);
