/** How the driver writes a value for PostgreSQL, which `pg-cursor` and its like take from here too. */
declare module 'pg/lib/utils.js' {
  const utils: { prepareValue(value: unknown): unknown };
  export default utils;
}
