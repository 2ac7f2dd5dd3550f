/** Rows of a query on a bot's database. */
type Query = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

const databases = new WeakMap<object, Query>();

/** Whoever asks, or the form that they fill in, and the database behind it. */
export function asksAt<One extends object>(one: One, where: Query | object): One {
  const query = typeof where === 'function' ? (where as Query) : databases.get(where);
  if (query) databases.set(one, query);
  return one;
}

interface Applied {
  nopek?: string;
  applicant?: { email: string };
}

/**
 * A wish for another request: where the last one for its applicant is still open it is for somebody else of the same name and place, since of
 * two for one applicant the second is refused (U-22).
 */
export async function another<Wish extends Applied>(asking: object, wish: Wish): Promise<Wish> {
  const query = databases.get(asking);
  const email = wish.applicant?.email;
  if (!query || (!wish.nopek && !email)) return wish;
  const [open] = await query<{ made: number }>(
    `SELECT (SELECT count(*)::int FROM user_id_request) AS made FROM user_id_request
     WHERE (nopek = $1 OR email = $2) AND status NOT IN ('COMPLETED', 'REJECTED', 'WITHDRAWN') LIMIT 1`,
    [wish.nopek ?? null, email ?? null],
  );
  if (!open) return wish;
  if (wish.applicant && email) {
    return { ...wish, applicant: { ...wish.applicant, email: email.replace('@', `.${open.made}@`) } };
  }
  const nopek = `${wish.nopek}${open.made}`;
  await query(
    `INSERT INTO person (email, name, position, nopek, employment, unit_id, superior_id)
     SELECT replace(email, '@', '.' || $2 || '@'), name, position, $2, employment, unit_id, superior_id FROM person WHERE nopek = $1
     ON CONFLICT DO NOTHING`,
    [wish.nopek, nopek],
  );
  return { ...wish, nopek };
}
