/**
 * The packages that a start can do without, each loaded at its first use. This is the one place where a package is
 * loaded later (`test/architecture.test.ts` keeps it so), because Node and the built program differ there: of a CommonJS
 * package `import()` gives every name in Node and `default` alone in the bundle. `whole` lets nothing through but
 * `default`, so that a name taken beside it does not compile; `test/bundle.test.ts` holds each loader of the built
 * program against the package itself.
 */
export const packages = {
  excel: () => whole(import('exceljs')),
  mail: () => whole(import('nodemailer')),
  metrics: () => whole(import('prom-client')),
  copyStreams: () => whole(import('pg-copy-streams')),
  /** Native, and looked for by which system this is. */
  argon2: () => whole(import('@node-rs/argon2')),
  /** ES modules: their names are there in the bundle too, and they have no `default`. */
  fileType: () => import('file-type'),
  otp: () => import('otplib'),
};

async function whole<Package>(loading: Promise<{ default: Package }>): Promise<Package> {
  return (await loading).default;
}
