/** SQL: bytes that name a key of the secrets' and hold nothing, for rows of tests whose secrets nobody opens. */
export const sealedNothing = `(SELECT int4send(min(id)) FROM data_key WHERE purpose = 'secrets')`;
