import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignOrder } from '../../src/pades/sign.ts';
import { createAuthority } from '../../src/pki/authority.ts';
import { detailsOf, type Issuer, issue, pemOf, readCertificate } from '../../src/pki/certificate.ts';
import { signCrl } from '../../src/pki/crl.ts';
import { newKeyPair } from '../../src/pki/keys.ts';
import { distinguishedName } from '../../src/pki/name.ts';
import { certified, now } from '../pki/people.ts';
import { certutil, java, javaOptions, mutool, openssl, pdfinfo, pdfsig, qpdf } from '../support/judges.ts';
import {
  as,
  dewi,
  document,
  formDocument,
  issuing,
  joined,
  lastSigned,
  madeForSigning,
  producers,
  replaced,
  rina,
  root,
  shapes,
  signedBy,
  writers,
} from './documents.ts';

const revoked = await certified('Bima Mantan');
const list = await signCrl({
  issuer: issuing,
  number: 1,
  thisUpdate: now,
  nextUpdate: new Date(now.getTime() + 86_400_000),
  revoked: [{ serial: detailsOf(revoked.certificate).serial, at: now, reason: 'keyCompromise' }],
});
const proven = { crls: [list] };

/** Each file, signed by three, one after the other. */
const signed = new Map<string, Uint8Array<ArrayBuffer>>();
const byThree = async (content: Uint8Array, some: Partial<SignOrder> = {}) => {
  const byTwo = await signedBy(await signedBy(content, some), { ...as(rina, 'Rina Wulandari'), ...some });
  return signedBy(byTwo, { ...as(dewi, 'Dewi'), ...some });
};
const inFields = async (content: Uint8Array, [one, other]: readonly [string, string]) => {
  const first = await signedBy(content, { place: { field: one } });
  const second = await signedBy(first, { ...as(rina, 'Rina Wulandari'), place: { field: other } });
  return signedBy(second, as(dewi, 'Dewi'));
};
for (const name of [...writers, ...shapes]) signed.set(name, await byThree(document(name)));
signed.set('pdf-lib', await byThree(await formDocument()));
signed.set('with proofs', await byThree(document('groff'), proven));
/** Beyond what readers bring letters for, one of which no font of ours has. */
const manyLetters = ['Nguyễn Thị Hương, S.Kom.', 'Łukasz Żółć Ελένη Дмитрий ꦗ'];
signed.set('letters of its own', await byThree(document('groff'), { lines: manyLetters }));
/** Two in fields that were there for it, one beside them. */
for (const [name, fields] of Object.entries(madeForSigning))
  signed.set(name, await inFields(document(name), fields));
const names = [...signed.keys()];
const of = (name: string) => signed.get(name) ?? new Uint8Array();
const flipped = replaced(of('chromium'), 'Skia', 'Skya');

describe.skipIf(!pdfsig.found)(pdfsig.title('A signed file, judged by pdfsig'), () => {
  const says = (content: Uint8Array) => pdfsig.says(['signed.pdf'], { 'signed.pdf': content }).words;

  it.each(names)('G-7 is valid for all three who have signed: %s', (name) => {
    const words = says(of(name));
    expect(words.match(/Signature is Valid/g)).toHaveLength(3);
    expect(words).toContain('Signature Type: ETSI.CAdES.detached');
    expect(words).toContain('Signer Certificate Common Name: Ali Rahman, S.H., M.H.');
    expect(words).toContain('Signer Certificate Common Name: Rina Wulandari');
    expect(words).toContain('Signer Certificate Common Name: Dewi “Lestari”');
    expect(words.match(/Signing Time: Nov 29 2026 03:00:00/g)).toHaveLength(3);
    expect(words.match(/Total document signed/g)).toHaveLength(1);
  });

  it('G-7 is a mismatch after one byte was flipped', () => {
    expect(says(flipped)).toContain('Digest Mismatch');
    expect(says(flipped)).not.toContain('Signature is Valid');
  });

  it('G-7 is not signed as a whole any more after something was appended', () => {
    expect(says(joined(of('groff'), Buffer.from('\n% loose\n')))).not.toContain(
      '\n  - Total document signed',
    );
  });
});

describe.skipIf(!(pdfsig.found && certutil.found))(
  certutil.title('A signer’s certificate, judged by NSS, whose root it was told to trust'),
  () => {
    it('G-5 is trusted', async () => {
      // NSS asks what time it is.
      const today = new Date();
      const { root, issuing } = await createAuthority({
        organisation: 'PT Contoh',
        product: 'Satu Pintu',
        now: today,
      });
      const { certificate, privateKey } = await certified('Siti', { issuer: issuing, at: today });
      const content = await signedBy(document('groff'), {
        certificates: [certificate, issuing.certificate, root.certificate],
        privateKey,
      });
      const made = certutil.says(
        [
          '-c',
          'certutil -N -d sql:. --empty-password && certutil -A -d sql:. -n root -t "CT,C,C" -a -i root.pem && pdfsig -no-ocsp -nssdir "$PWD" signed.pdf',
        ],
        { 'root.pem': pemOf(root.certificate), 'signed.pdf': content },
      );
      expect(made.words).toContain('Certificate is Trusted');
    });
  },
);

describe.skipIf(!qpdf.found)(qpdf.title('A signed file, judged by qpdf'), () => {
  it.each(names)('G-7 is in order: %s', (name) => {
    const said = qpdf.says(['--check', 'signed.pdf'], { 'signed.pdf': of(name) });
    expect(said).toMatchObject({
      status: 0,
      words: expect.stringContaining('No syntax or stream encoding errors'),
    });
    expect(said.words).not.toContain('WARNING');
  });
});

describe.skipIf(!mutool.found)(mutool.title('A signed file, judged by MuPDF'), () => {
  const says = (content: Uint8Array, ...args: string[]) =>
    mutool.says([...args, 'signed.pdf'], { 'signed.pdf': content }).words;

  it.each(names)('G-7 is unchanged since signing: %s', (name) => {
    const words = says(of(name), 'sign', '-v');
    expect(words).toContain('The document is unchanged since signing.');
    expect(words).not.toMatch(/^(?:error|warning): /m);
  });

  it('G-7 shows names whole, also those beyond the letters that readers bring', () => {
    const shown = says(of('letters of its own'), 'draw', '-F', 'text').replaceAll(/\s+/g, ' ');
    expect(shown).toContain('Nguyễn Thị Hương, S.Kom.');
    expect(shown).toContain('Łukasz Żółć Ελένη Дмитрий [U+A997]');
    // What is used of a font goes along, and no more of it.
    expect(of('letters of its own').length - of('groff').length).toBeLessThan(60_000);
  });

  it('G-7 is changed after one byte was flipped', () => {
    expect(says(flipped, 'sign', '-v')).not.toContain('The document is unchanged since signing.');
  });

  it.each(['groff', ...shapes.slice(2)])(
    'G-7 shows name and time upright, however the page is turned: %s',
    (name) => {
      const shown = says(of(name), 'draw', '-q', '-F', 'stext', '-o', '-');
      const lines = [...shown.matchAll(/<line bbox="([\d. -]+)"[^>]*dir="(-?[\d.]+) (-?[\d.]+)"[^>]*>/g)].map(
        ([line, box = '', x, y]) => ({
          box,
          direction: `${x} ${y}`,
          text: shown.slice(shown.indexOf(line)).slice(0, 6000),
        }),
      );
      const ours = lines.filter(({ text }) => textOf(text).startsWith('29 November 2026'));
      expect(ours.map(({ direction }) => direction)).toEqual(['1 0']);
    },
  );
});

/** The characters of a line in MuPDF's structured text. */
function textOf(line: string): string {
  const [own = ''] = line.split('</line>');
  return [...own.matchAll(/ c="([^"]*)"/g)].map(([, character]) => character).join('');
}

describe.skipIf(!openssl.found)(openssl.title('A signature, judged by OpenSSL'), () => {
  const says = (content: Uint8Array, ...more: string[]) => {
    const { data, signature } = lastSigned(content);
    return openssl.says(
      [
        ...[
          'cms',
          '-verify',
          '-cades',
          '-binary',
          '-inform',
          'DER',
          '-in',
          'signature.der',
          '-content',
          'data',
        ],
        ...[
          '-CAfile',
          'root.pem',
          '-attime',
          String(Math.floor(now.getTime() / 1000) + 60),
          '-out',
          'out',
          ...more,
        ],
      ],
      { data, 'signature.der': signature, 'root.pem': pemOf(root.certificate) },
    ).words;
  };

  it.each(names)('G-7 is verified as CAdES, with its certificate for e-mail: %s', (name) => {
    expect(says(of(name))).toMatch(/Verification successful/i);
    expect(says(of(name), '-purpose', 'smimesign')).toMatch(/Verification successful/i);
  });

  it('G-7 is not, after one byte was flipped', () => {
    expect(says(flipped)).toMatch(/verification failure|digest/i);
  });

  it('G-7 comes with the certificates of its issuers', () => {
    const { signature } = lastSigned(of('groff'));
    const words = openssl.says(['pkcs7', '-inform', 'DER', '-in', 's.der', '-print_certs', '-noout'], {
      's.der': signature,
    }).words;
    expect(words).toContain('CN = Dewi ');
    for (const { certificate } of [issuing, root])
      expect(words).toContain(detailsOf(certificate).subject.name);
  });
});

/** Signed by whom nobody should believe: on the list of what was revoked, of another authority, for another purpose, and past its end. */
async function doubtful(): Promise<Record<string, Uint8Array<ArrayBuffer>>> {
  const other = await createAuthority({ organisation: 'PT Contoh', product: 'Satu Pintu', now });
  const { publicKey, privateKey } = await newKeyPair();
  const forServers = await issue({
    issuer: readCertificate(issuing.certificate),
    issuerKey: issuing.privateKey,
    subject: distinguishedName({ name: 'Gateway', organisation: 'PT Contoh' }),
    publicKey,
    notBefore: now,
    notAfter: new Date(now.getTime() + 86_400_000),
    profile: { usage: ['digitalSignature', 'nonRepudiation'], extendedUsage: ['1.3.6.1.5.5.7.3.2'] },
  });
  const by = (one: Issuer, ...chain: Uint8Array<ArrayBuffer>[]) =>
    signedBy(document('groff'), {
      certificates: [
        one.certificate,
        ...(chain.length > 0 ? chain : [issuing.certificate, root.certificate]),
      ],
      privateKey: one.privateKey,
    });
  const stranger = await certified('Siti', { issuer: other.issuing });
  const early = await certified('Umar', { days: 1, at: new Date(now.getTime() - 2 * 86_400_000) });
  return {
    revoked: await by(revoked),
    stranger: await by(stranger, other.issuing.certificate, other.root.certificate),
    purpose: await by({ certificate: forServers, privateKey }),
    expired: await by(early),
  };
}

describe.skipIf(!java.found)(
  java.title('A signed file, judged by PDFBox, Bouncy Castle and Java’s PKIX'),
  () => {
    const source = path.join(import.meta.dirname, 'pdfbox/Judge.java');
    /** What is said of each file, by its name; of all of them at once, since Java takes its time to start. */
    let said: Map<string, string[]>;
    beforeAll(async () => {
      const files = { ...Object.fromEntries(signed), flipped, ...(await doubtful()) };
      const at = String(Math.floor(now.getTime() / 1000) + 60);
      const { words } = java.says([...javaOptions, source, at, ...Object.keys(files)], {
        ...files,
        'root.der': root.certificate,
        'list.der': list,
      });
      said = new Map(
        words.split(/^file /m).map((part) => {
          const [name = '', ...lines] = part.trim().split('\n');
          return [name, lines];
        }),
      );
    });

    it.each(names)(
      'G-5 G-7 is valid, in DER and by whom our root vouches for, thrice, the last over the whole of it: %s',
      (name) => {
        const lines = said.get(name);
        expect(lines).toHaveLength(3);
        for (const [n, who] of ['Ali Rahman', 'Rina Wulandari', 'Dewi “Lestari”'].entries()) {
          const over = n === 2 ? 'to the end of the file' : 'before an update';
          expect(lines?.[n]).toMatch(
            new RegExp(
              `^valid, ETSI\\.CAdES\\.detached, ${over}, in DER, trusted for documents, by .*CN=${who}`,
            ),
          );
        }
      },
    );

    it('G-7 is refused after one byte was flipped', () => {
      expect(said.get('flipped')?.at(-1)).toMatch(/^refused: .*digest/);
    });

    it.each([
      ['revoked', /revoked/i],
      ['stranger', /Path does not chain with any of the trust anchors/],
      ['purpose', /Purposes|purpose|extendedKeyUsage|target certificate constraints/i],
      ['expired', /validity check failed/],
    ])('G-6 is not trusted by a certificate of which that cannot be said: %s', (name, why) => {
      const [line = ''] = said.get(name) ?? [];
      expect(line).toMatch(/^valid, .*, not trusted: /);
      expect(line).toMatch(why);
    });
  },
);

describe.skipIf(!pdfinfo.found)(pdfinfo.title('The files that are signed here'), () => {
  it.each(Object.entries(producers))('G-7 are by writers of their own: %s by %s', (name, producer) => {
    expect(pdfinfo.says(['a.pdf'], { 'a.pdf': document(name) }).words).toMatch(producer);
  });
});
