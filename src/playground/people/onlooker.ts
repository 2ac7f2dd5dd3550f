import { type Changing, waitFor } from './waiting.ts';
import { contains, type Wanted } from './wanted.ts';

/** What somebody sees, whatever the platform: everything on the screen as text, waited for until it is there. */
export abstract class Onlooker {
  abstract readonly who: string;
  abstract readonly playground: Changing;

  protected abstract everythingShown(): Promise<string[]>;
  /** Everything on the screen, for messages of failing tests. */
  abstract describe(): Promise<string>;

  /** Waits until this text is anywhere on the screen: a message, a thread, the Home tab, a modal, an error text. */
  async sees(text: Wanted): Promise<string> {
    return waitFor(
      this.playground,
      async () => (await this.everythingShown()).find((each) => contains(each, text)),
      async () => `${this.who} does not see ${text}.\n${await this.describe()}`,
    );
  }

  /** Whether the text is on the screen now. */
  async isShown(text: Wanted): Promise<boolean> {
    return (await this.everythingShown()).some((each) => contains(each, text));
  }

  /** Waits until this text is nowhere on the screen. */
  async seesNoMore(text: Wanted): Promise<void> {
    await waitFor(
      this.playground,
      async () => ((await this.isShown(text)) ? undefined : true),
      async () => `${this.who} still sees ${text}.\n${await this.describe()}`,
    );
  }
}
