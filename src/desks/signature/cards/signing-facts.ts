import type { Fact, Part, Status } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { formatSize } from '../../../core/texts/format.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import { removedText } from '../../../retention/emptied.ts';
import type { Party, Signing } from '../documents/model.ts';
import { dueOf } from '../documents/rules.ts';

const tones: Record<Signing['status'], Status['tone']> = {
  WAITING: 'waiting',
  SIGNED: 'good',
  DECLINED: 'bad',
  WITHDRAWN: 'neutral',
  ENDED: 'bad',
};

/** How each is called, wherever it is shown. */
export const signingStatusTexts = {
  WAITING: 'sign.signing.status.WAITING',
  SIGNED: 'sign.signing.status.SIGNED',
  DECLINED: 'sign.signing.status.DECLINED',
  WITHDRAWN: 'sign.signing.status.WITHDRAWN',
  ENDED: 'sign.signing.status.ENDED',
} as const satisfies Record<Signing['status'], TextKey>;

export const signingStatus = ({ t }: Pick<Context, 't'>, { status }: Pick<Signing, 'status'>): Status => ({
  text: t(signingStatusTexts[status]),
  tone: tones[status],
});

export const signingTitle = ({ number, file }: Pick<Signing, 'number' | 'file'>): string =>
  file.removedAt ? number : `${number} · ${file.name}`;

/** The file, or that it is gone (T-3). */
const fileFact = (ctx: Reading, { file }: Pick<Signing, 'file'>): Fact => ({
  label: ctx.t('sign.field.file'),
  value: file.removedAt
    ? removedText(ctx, { emptiedAt: file.removedAt, emptiedOnDemand: file.removedOnDemand })
    : `${file.name} (${formatSize(ctx.t.language, file.size)})`,
});

type Reading = Pick<Context, 't' | 'time' | 'timeZone'>;

/** What is signed, and for whom. */
export const signingFacts = (ctx: Reading, signing: Signing): Fact[] => [
  fileFact(ctx, signing),
  ...partiesFacts(ctx, signing),
];

/** Who asks for it, and of whom; where the file itself stands beside it. */
export function partiesFacts({ t, time }: Pick<Context, 't' | 'time'>, signing: Signing): Fact[] {
  const { requester, createdAt, parties, inOrder } = signing;
  return [
    { label: t('sign.field.askedBy'), value: `${requester.name}, ${time(createdAt)}` },
    {
      label: t('sign.field.signers'),
      value: parties.map(({ name, turn }) => (inOrder ? `${turn}. ${name}` : name)).join(', '),
    },
  ];
}

/** Who has signed, in which of the file's own fields if in one, and whose turn it is. */
export function signingProgress({ t, time }: Pick<Context, 't' | 'time'>, signing: Signing): Part {
  const due = dueOf(signing);
  const label = ({ name, agreedAt, field }: Party): string => {
    if (!agreedAt) return name;
    const at = { name, time: time(agreedAt) };
    return field ? t('sign.signing.step.inField', { ...at, field }) : t('sign.signing.step', at);
  };
  return {
    type: 'progress',
    unordered: !signing.inOrder,
    steps: signing.parties.map((party) => ({
      label: label(party),
      state: party.agreedAt ? 'done' : due.includes(party) ? 'current' : 'ahead',
    })),
  };
}
