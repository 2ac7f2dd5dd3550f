import type { Fact, ProgressStep, Status } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { formatSize } from '../../../core/texts/format.ts';
import type { Party, Signing } from '../documents/model.ts';
import { dueOf } from '../documents/rules.ts';

const tones: Record<Signing['status'], Status['tone']> = {
  WAITING: 'waiting',
  SIGNED: 'good',
  DECLINED: 'bad',
  WITHDRAWN: 'neutral',
  ENDED: 'bad',
};

export const signingStatus = ({ t }: Pick<Context, 't'>, { status }: Pick<Signing, 'status'>): Status => ({
  text: t(`sign.signing.status.${status}`),
  tone: tones[status],
});

export const signingTitle = ({ number, file }: Pick<Signing, 'number' | 'file'>): string =>
  `${number} · ${file.name}`;

/** What is signed, and for whom. */
export function signingFacts(ctx: Pick<Context, 't' | 'time'>, signing: Signing): Fact[] {
  const { t } = ctx;
  const { file } = signing;
  return [
    { label: t('sign.field.file'), value: `${file.name} (${formatSize(t.language, file.size)})` },
    ...partiesFacts(ctx, signing),
  ];
}

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
export function signingSteps({ t, time }: Pick<Context, 't' | 'time'>, signing: Signing): ProgressStep[] {
  const due = dueOf(signing);
  const label = ({ name, agreedAt, field }: Party): string => {
    if (!agreedAt) return name;
    const at = { name, time: time(agreedAt) };
    return field ? t('sign.signing.step.inField', { ...at, field }) : t('sign.signing.step', at);
  };
  return signing.parties.map((party) => ({
    label: label(party),
    state: party.agreedAt ? 'done' : due.includes(party) ? 'current' : 'ahead',
  }));
}
