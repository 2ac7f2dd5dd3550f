import type { Status as CardStatus, Fact, Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { type Certificate, conditions, type NewPhone, type Signer, type Standing } from '../model.ts';
import { missingOf, standingOf } from '../rules.ts';

const tones: Record<Standing, CardStatus['tone']> = {
  NOT_ENROLLED: 'neutral',
  ENROLLED: 'waiting',
  ISSUED: 'good',
  EXPIRED: 'bad',
  REVOKED: 'bad',
};

export function statusOf({ t, now }: Pick<Context, 't' | 'now'>, signer: Signer | null): CardStatus {
  const standing = signer ? standingOf(signer, now) : 'NOT_ENROLLED';
  return { text: t(`sign.standing.${standing}`), tone: tones[standing] };
}

/** What is given so far, and what is missing (G-2). */
export function enrolmentParts({ t, time }: Pick<Context, 't' | 'time'>, signer: Signer): Part[] {
  const missing = missingOf(signer);
  const none = t('sign.condition.none');
  const { method, initialAt } = signer;
  return [
    {
      type: 'progress',
      steps: [
        ...conditions.map((one) => ({
          label: t(`sign.condition.${one}`),
          state: missing.includes(one) ? ('ahead' as const) : ('done' as const),
        })),
        { label: t('sign.condition.verify'), state: missing.length === 0 ? 'current' : 'ahead' },
      ],
    },
    {
      type: 'facts',
      facts: [
        { label: t('sign.field.phone'), value: signer.phone ?? none },
        { label: t('sign.field.method'), value: method ? t('sign.method.authenticator') : none },
        {
          label: t('sign.field.initial'),
          value: initialAt ? t('sign.initial.made', { time: time(initialAt) }) : none,
        },
      ],
    },
    {
      type: 'text',
      text:
        missing.length === 0
          ? t('sign.enrol.complete')
          : t('sign.enrol.missing', {
              missing: missing.map((one) => t(`sign.condition.${one}`)).join(', '),
            }),
    },
  ];
}

/** The details of a certificate (G-5). */
export function certificateFacts(
  { t, time, now }: Pick<Context, 't' | 'time' | 'now'>,
  signer: Pick<Signer, 'enrolledAt' | 'certificate'>,
  certificate: Certificate,
): Fact[] {
  const { subject, issuer, fingerprint, revocation, revokedAt } = certificate;
  return [
    { label: t('sign.field.status'), value: t(`sign.standing.${standingOf(signer, now)}`) },
    ...(revocation && revokedAt
      ? [
          {
            label: t('sign.field.revoked'),
            value: t('sign.revoked', { time: time(revokedAt), why: t(`sign.revocation.${revocation}`) }),
          },
        ]
      : []),
    { label: t('sign.field.subject'), value: subject },
    { label: t('sign.field.issuer'), value: issuer },
    { label: t('sign.field.serial'), value: inGroups(certificate.serial) },
    {
      label: t('sign.field.validity'),
      value: t('sign.validity', { from: time(certificate.notBefore), to: time(certificate.notAfter) }),
    },
    { label: t('sign.field.fingerprint'), value: inGroups(fingerprint) },
  ];
}

/** `0A1B 2C3D`: so long a number is compared by eye in groups. */
const inGroups = (hex: string): string => hex.match(/.{1,4}/g)?.join(' ') ?? hex;

/** Who asks for another phone, and since when (G-8). */
export function newPhoneFacts(
  { t, time }: Pick<Context, 't' | 'time'>,
  { signer, askedAt }: NewPhone,
): Fact[] {
  return [
    { label: t('sign.field.signer'), value: `${signer.name} · ${signer.email}` },
    { label: t('sign.field.askedAt'), value: time(askedAt) },
  ];
}
