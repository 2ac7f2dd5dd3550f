/** SQL: that the record of a subject is returned. */
export const isReturned = (subject: string): string =>
  `EXISTS (SELECT 1 FROM record_remark said WHERE said.subject = ${subject} AND said.kind = 'QUESTION' AND said.ended_at IS NULL)`;
