import { Blocks, type TypedRow } from './blocks.ts';

/** Rows that one COPY takes. */
const copySize = 2000;
const copyCharacters = 4 * 1024 * 1024;

/** Copies that are under way at a time: reading and the database each have something to do meanwhile. */
const copiesUnderWay = 2;

/** Has rows copied in the background, so that reading goes on. */
export function copying(copy: (blocks: Blocks) => Promise<unknown>) {
  let blocks = new Blocks();
  let characters = 0;
  const underWay: Promise<unknown>[] = [];
  const send = async () => {
    const copied = copy(blocks);
    // Heard when its turn comes; until then it would count as unhandled.
    copied.catch(() => undefined);
    underWay.push(copied);
    blocks = new Blocks();
    characters = 0;
    if (underWay.length >= copiesUnderWay) await underWay.shift();
  };
  return {
    async add(row: TypedRow, size: number) {
      blocks.add(row, size);
      characters += size;
      if (blocks.rows.length === copySize || characters > copyCharacters) await send();
    },
    /** Sends the rest, and waits until nothing is under way any more. */
    async end() {
      await send();
      const ended = await Promise.allSettled(underWay);
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
    },
  };
}
