import { type ModalView, WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { createNewerBlocks } from '../../src/platforms/slack/newer-blocks.ts';
import { createRedraws } from '../../src/platforms/slack/redraws.ts';
import { drawnModals } from '../../src/posted/drawn-modals.ts';
import { collectLog, sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';

/** Slack's side: a modal that is only replaced by whoever knows how it stands. */
function openModal() {
  const shown = { id: 'V1', hash: 'h0', title: 'as opened' };
  const update = async ({ hash, view }: { hash?: string; view: ModalView }) => {
    await null;
    if (hash !== shown.hash) throw refused('hash_conflict');
    Object.assign(shown, { hash: `${shown.hash}'`, title: view.title.text });
    return { ok: true, view: { hash: shown.hash } };
  };
  return { shown, client: { views: { update } } as unknown as Pick<WebClient, 'views'> };
}

const refused = (error: string) => new WebAPIPlatformError({ ok: false, error, response_metadata: {} });

const titled = (text: string): ModalView => ({
  type: 'modal',
  title: { type: 'plain_text', text },
  blocks: [],
});

/** A drawing that is ready when it is told to be. */
function drawing(text: string) {
  let ready = () => {};
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  return { draw: () => isReady.then(() => () => titled(text)), ready: () => ready() };
}

describe('a modal that is drawn anew for fields that are changed one right after the other', () => {
  const before = { id: 'V1', hash: 'h0' };
  let database: { url: string; drop(): Promise<void> };
  let db: Database;
  beforeAll(async () => {
    database = await sampleDatabase();
    db = openDatabase(database.url, { max: 4 });
  });
  beforeEach(() => db.query('DELETE FROM drawn_modal'));
  afterAll(async () => {
    await db.close();
    await database.drop();
  });
  /** One replica's. */
  const replica = () => createRedraws(drawnModals(db), createNewerBlocks(collectLog()));

  it('U-5 shows what belongs to the newest of them, in whichever order the answers are ready', async () => {
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      await db.query('DELETE FROM drawn_modal');
      const { shown, client } = openModal();
      // Each change is delivered to another replica.
      const drawings = ['first', 'second', 'third'].map(drawing);
      const answers = drawings.map(({ draw }, i) => replica()(client, before, 100 + i, draw));
      for (const i of order) {
        drawings[i]?.ready();
        await answers[i];
      }
      expect(shown.title, String(order)).toBe('third');
    }
  });

  it('U-5 shows it also where the second is delivered after the first was answered, of how it stood before that', async () => {
    const { shown, client } = openModal();
    const redraw = replica();
    await redraw(client, before, 100, async () => () => titled('first'));
    await redraw(client, before, 101, async () => () => titled('second'));
    expect(shown.title).toBe('second');
    await redraw(client, before, 99, async () => () => titled('late'));
    expect(shown.title).toBe('second');
  });

  it('U-7 leaves alone what the modal has become meanwhile', async () => {
    const { shown, client } = openModal();
    const { draw, ready } = drawing('drawn');
    const answer = replica()(client, before, 100, draw);
    Object.assign(shown, { hash: 'sent', title: 'done' });
    ready();
    await answer;
    expect(shown.title).toBe('done');
  });

  it('U-7 leaves alone what it has become after the first of two answers, too', async () => {
    const { shown, client } = openModal();
    const redraw = replica();
    const [first, second] = [drawing('first'), drawing('second')];
    const answers = [redraw(client, before, 100, first.draw), redraw(client, before, 101, second.draw)];
    first.ready();
    await answers[0];
    Object.assign(shown, { hash: 'sent', title: 'done' });
    second.ready();
    await answers[1];
    expect(shown.title).toBe('done');
  });
});
