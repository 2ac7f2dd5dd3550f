/** The cryptography of certificates: loaded at the first of them, so that starting does not wait for it. */
export async function pki() {
  const [authority, certificate, lists, keys] = await Promise.all([
    import('../../../pki/authority.ts'),
    import('../../../pki/certificate.ts'),
    import('../../../pki/crl.ts'),
    import('../../../pki/keys.ts'),
  ]);
  return { ...authority, ...certificate, ...lists, ...keys };
}
