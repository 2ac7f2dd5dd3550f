import type { Mail, Playground } from '../index.ts';
import { waitFor } from './waiting.ts';
import { contains, type Wanted } from './wanted.ts';

/** The people's e-mail. */
export const mail = (playground: Playground) => ({
  /** Every letter with this in its subject, oldest first. */
  about: async (subject: string): Promise<Mail[]> =>
    (await playground.api.mails({})).filter((each) => each.subject.includes(subject)),
  to: (address: string) => ({
    all: (): Promise<Mail[]> => playground.api.mails({ to: address }),
    /** The newest one, with this subject or text if given; waits for it. */
    latest: (wanted?: Wanted): Promise<Mail> =>
      waitFor(
        playground,
        async () => {
          const mails = await playground.api.mails({ to: address });
          return mails
            .reverse()
            .find((each) => wanted === undefined || contains(`${each.subject}\n${each.text}`, wanted));
        },
        async () => {
          const mails = await playground.api.mails({});
          const shown = mails.map((each) => `· ${each.to.join(', ')}: ${each.subject}`);
          return `No e-mail ${wanted ?? ''} to ${address}. The mailbox has:\n${shown.join('\n')}`;
        },
      ),
  }),
});
