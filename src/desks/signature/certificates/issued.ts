/** SQL: all that an authority has issued, to people and to the product itself: lists and answers about revocation go by it (G-6). */
export const issued = `(SELECT authority_id, serial, revoked_at, revocation FROM certificate
  UNION ALL SELECT authority_id, serial, revoked_at, NULL FROM product_certificate) AS issued`;
