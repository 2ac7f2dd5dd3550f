import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Actor, Context } from '../../src/core/context.ts';
import { translate } from '../../src/core/texts/index.ts';
import { notRegisteredCard } from '../../src/desks/signature/cards/not-registered.ts';
import type { Certificate, Signer } from '../../src/desks/signature/model.ts';
import { initialPng, maxInitialBytes, type PngFault } from '../../src/desks/signature/png.ts';
import {
  missingOf,
  standingOf,
  whyNotAskNewPhone,
  whyNotIssue,
  whyNotProceed,
  whyNotRevoke,
  whyNotRevokeAsAdmin,
} from '../../src/desks/signature/rules.ts';
import { pictureOf } from '../../src/pades/picture.ts';
import { chunk } from '../../src/sample-history/drawing.ts';
import { type Drawn, drawnPng } from '../support/signature-steps.ts';

const now = new Date('2026-11-21T03:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60_000);

const certificate: Certificate = {
  id: 1,
  serial: 'AB',
  subject: 'CN=Rina',
  issuer: 'CN=Satu Pintu',
  fingerprint: 'CD',
  notBefore: inDays(-1),
  notAfter: inDays(700),
  expiredAt: null,
  revokedAt: null,
  revocation: null,
};
const signer: Signer = {
  id: 1,
  person: { id: 7, name: 'Rina', email: 'rina@nusantara.example' },
  phone: 'x',
  method: 'AUTHENTICATOR',
  initialAt: now,
  enrolledAt: now,
  certificate,
};
const holding = (change: Partial<Certificate>): Signer => ({
  ...signer,
  certificate: { ...certificate, ...change },
});
/** Each way in which somebody may stand (G-6). */
const standing = {
  NOT_ENROLLED: { ...signer, enrolledAt: null, certificate: null },
  ENROLLED: { ...signer, certificate: null },
  ISSUED: signer,
  EXPIRED: holding({ notAfter: now }),
  REVOKED: holding({ revokedAt: now, revocation: 'OWN' }),
} as const;
const standings = Object.entries(standing);

const rina: Pick<Actor, 'id' | 'roles'> = { id: 7, roles: [] };
const admin: Pick<Actor, 'id' | 'roles'> = { id: 9, roles: [{ role: 'ADMIN', unitId: null }] };
const other: Pick<Actor, 'id' | 'roles'> = { id: 8, roles: [] };

describe('where somebody stands', () => {
  it.each(standings)('G-6 is %s', (name, one) => {
    expect(standingOf(one, now)).toBe(name);
  });

  it('G-6 G-8 a revoked certificate counts for nothing in another enrolment', () => {
    expect(standingOf({ enrolledAt: null, certificate: standing.REVOKED.certificate }, now)).toBe(
      'NOT_ENROLLED',
    );
  });

  it('G-6 the log hears of an end when it is noted', () => {
    expect(standingOf(standing.EXPIRED)).toBe('ISSUED');
    expect(standingOf(holding({ expiredAt: now }))).toBe('EXPIRED');
  });
});

describe('enrolling', () => {
  it('G-2 proceeds once phone, method and initial are there, whichever comes last', () => {
    const begun: Signer = { ...standing.NOT_ENROLLED };
    expect(whyNotProceed(rina, begun)).toBeNull();
    for (const [missing, change] of [
      ['phone', { phone: null }],
      ['method', { method: null }],
      ['initial', { initialAt: null }],
    ] as const) {
      const partly = { ...begun, ...change };
      expect(missingOf(partly)).toEqual([missing]);
      expect(whyNotProceed(rina, partly)?.key).toBe('sign.refuse.missing');
    }
  });

  it('I-3 G-2 nobody enrols for somebody else, an ADMIN neither, and nobody twice', () => {
    expect(whyNotProceed(other, standing.NOT_ENROLLED)?.key).toBe('sign.refuse.unknown');
    expect(whyNotProceed(admin, standing.NOT_ENROLLED)?.key).toBe('sign.refuse.unknown');
    expect(whyNotProceed(rina, standing.ENROLLED)?.key).toBe('sign.refuse.enrolled');
  });
});

describe('a certificate', () => {
  it.each([
    ['NOT_ENROLLED', 'sign.refuse.notEnrolled'],
    ['ENROLLED', undefined],
    ['ISSUED', 'sign.refuse.issued'],
    ['EXPIRED', undefined],
    ['REVOKED', undefined],
  ] as const)('G-5 is issued or not to who stands %s', (name, why) => {
    expect(whyNotIssue(rina, standing[name], now)?.key).toBe(why);
    expect(whyNotIssue(other, standing[name], now)?.key).toBe('sign.refuse.unknown');
  });

  it('G-6 is renewed from the first reminder on', () => {
    expect(whyNotIssue(rina, holding({ notAfter: inDays(31) }), now)?.key).toBe('sign.refuse.issued');
    expect(whyNotIssue(rina, holding({ notAfter: inDays(30) }), now)).toBeNull();
  });

  it.each(standings)(
    'G-6 of who stands %s is revoked where it holds: one’s own by a code, another’s by an ADMIN',
    (name, one) => {
      const why = name === 'ISSUED' ? undefined : 'sign.refuse.notIssued';
      expect(whyNotRevoke(rina, one, now)?.key).toBe(why);
      expect(whyNotRevokeAsAdmin(admin, one, now)?.key).toBe(why);
      expect(whyNotRevoke(admin, one, now)?.key).toBe('sign.refuse.unknown');
      expect(whyNotRevokeAsAdmin(other, one, now)?.key).toBe('error.adminOnly');
      expect(whyNotRevokeAsAdmin({ ...admin, id: 7 }, one, now)?.key).toBe('sign.refuse.ownRevocation');
    },
  );

  it('G-8 another phone is asked for by whoever is enrolled', () => {
    expect(whyNotAskNewPhone(rina, standing.NOT_ENROLLED)?.key).toBe('sign.refuse.nothingToLose');
    expect(whyNotAskNewPhone(rina, standing.REVOKED)).toBeNull();
    expect(whyNotAskNewPhone(admin, signer)?.key).toBe('sign.refuse.unknown');
  });
});

describe('Account Not Register', () => {
  const t = translate('id');
  const shown = (one: Signer | null) => notRegisteredCard({ t, now } as Context, one);
  it.each([
    ['NOT_ENROLLED', 'sign.enrol'],
    ['ENROLLED', 'sign.generate'],
    ['EXPIRED', 'sign.generate'],
    ['REVOKED', 'sign.generate'],
  ] as const)('G-1 says to who stands %s why, and leads to the next step', (name, next) => {
    const card = shown(standing[name]);
    expect(card?.title).toBe('Account Not Register');
    expect(card?.parts).toEqual([{ type: 'text', text: t(`sign.notRegistered.${name}`) }]);
    expect(card?.buttons).toMatchObject([{ does: { action: { name: next } } }]);
  });

  it('G-1 leads who has never begun to the enrolment, and is nothing to who may sign', () => {
    expect(shown(null)?.buttons).toMatchObject([{ does: { action: { name: 'sign.enrol' } } }]);
    expect(shown(signer)).toBeNull();
  });
});

describe('an initial', () => {
  const faultOf = (drawn: Drawn | Buffer): PngFault | Buffer =>
    initialPng(Buffer.isBuffer(drawn) ? drawn : drawnPng(drawn));

  it('G-2 is taken with nothing in it but the picture', () => {
    const text = chunk('tEXt', Buffer.from('Comment\0<script>'));
    expect(faultOf({ more: [text] })).toEqual(drawnPng());
    expect(initialPng(Buffer.concat([drawnPng(), Buffer.from('PK\x03\x04 and more')]))).toEqual(drawnPng());
  });

  it('G-2 may have few colours, or deep ones; whatever is taken can be drawn on a page', () => {
    const lines = (bytes: number) => deflateSync(Buffer.alloc(bytes));
    const palette = chunk('PLTE', Buffer.alloc(6));
    for (const drawn of [
      { depth: 16, colour: 6, packed: lines(20 * (1 + 40 * 8)) },
      { depth: 1, colour: 3, more: [palette], packed: lines(20 * (1 + 5)) },
      {},
    ] satisfies Drawn[])
      expect(pictureOf(faultOf(drawn) as Buffer), JSON.stringify(drawn)).toMatchObject({ height: 20 });
  });

  it.each<[string, Drawn | Buffer, PngFault]>([
    ['no PNG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'notPng'],
    ['nothing', Buffer.alloc(0), 'notPng'],
    ['too many bytes', Buffer.concat([drawnPng(), Buffer.alloc(maxInitialBytes)]), 'size'],
    ['too wide', { width: 2001 }, 'size'],
    ['cut off', drawnPng().subarray(0, -14), 'damaged'],
    [
      'changed by a byte',
      Buffer.from(drawnPng().map((byte, at) => (at === 45 ? byte ^ 1 : byte))),
      'damaged',
    ],
    ['fewer lines than it says', { packed: deflateSync(Buffer.alloc(10)) }, 'damaged'],
    ['more than it says: a bomb', { packed: deflateSync(Buffer.alloc(10_000_000)) }, 'damaged'],
    ['filtered as there is no way to', { packed: deflateSync(Buffer.alloc(20 * 41, 5)) }, 'damaged'],
    ['interlaced', { interlace: 1 }, 'damaged'],
    ['without a size', { width: 0, height: 0 }, 'damaged'],
    ['without its palette', { depth: 8, colour: 3 }, 'damaged'],
    ['of a depth that there is not', { depth: 3 }, 'damaged'],
  ])('G-2 is refused where it is %s', (_, drawn, fault) => {
    expect(faultOf(drawn)).toBe(fault);
  });
});
