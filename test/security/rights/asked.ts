import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Asked,
  askCells,
  askForms,
  askUnopened,
  cellsOf,
  every,
  type OpenForm,
  sampled,
  sendForms,
  stateOf,
} from './matrix.ts';
import { type Program, startProgram } from './program.ts';
import { type Subject, writeRecords } from './records/index.ts';

/** The matrix of these desks, asked of a program of its own; `leastCells`: as many as it has at least before forms open, so that none falls out unseen. */
export function describeRights(ids: readonly string[], leastCells: number): void {
  describe(`T-4 the rights at the desks ${ids.join(', ')}`, () => {
    let program: Program;
    let subjects: Subject[];
    let matrix: ReturnType<typeof cellsOf>;
    let forms: OpenForm[] = [];
    let all = 0;
    const seen = ({ cells, findings }: Asked) => {
      expect(cells).toBeGreaterThan(0);
      expect(findings).toEqual([]);
    };
    const desksAsked = () => program.desks.filter(({ id }) => ids.includes(id));
    beforeAll(async () => {
      program = await startProgram();
      subjects = await writeRecords(program.db);
      matrix = cellsOf(desksAsked(), subjects, every === 1);
      all = matrix.cells.length;
      matrix.cells = sampled(matrix.cells, every);
      await program.quiet();
    });
    afterAll(() => program.stop());

    it(`are said of everything that there is, in ${leastCells} cells and more`, () => {
      expect(matrix.unsaid).toEqual([]);
      expect(all).toBeGreaterThanOrEqual(leastCells);
    });

    it('I-3 refuse whoever may not, in words that name no secret, and nothing has changed', async () => {
      const before = await stateOf(program.db);
      seen(
        await askCells(
          program,
          matrix.cells.filter(({ may }) => !may),
          subjects,
        ),
      );
      await program.quiet();
      expect(await stateOf(program.db)).toEqual(before);
    });

    it('I-3 let whoever may, and nobody is offered what they may not', async () => {
      const opened = await askCells(
        program,
        matrix.cells.filter(({ may }) => may),
        subjects,
      );
      forms = opened.forms;
      seen(opened);
    });

    it('I-3 take no form from whoever may not, and search nothing for them', async () => {
      await program.quiet();
      const before = await stateOf(program.db);
      seen(await askForms(program, forms, every));
      await program.quiet();
      expect(await stateOf(program.db)).toEqual(before);
    });

    it('I-3 take forms about records from those who may, each about one of its own', async () => {
      const opening = new Set(forms.map(({ cell: { does, subject } }) => `${does} ${subject?.kind}`));
      const each = new Map(
        matrix.cells
          .filter(({ may, does, subject }) => may && subject && opening.has(`${does} ${subject.kind}`))
          .map((cell) => [`${cell.does} ${cell.subject?.kind} ${cell.who}`, cell]),
      );
      const sending = await sendForms(program, [...each.values()]);
      seen(sending);
      const opened = new Set<string>([...forms.map(({ form }) => form.id), ...sending.sent]);
      const own = desksAsked().flatMap(({ id, forms: theirs }) =>
        Object.entries(theirs).flatMap(([name, { submit }]) => (submit ? [`${id}.${name}`] : [])),
      );
      const unopened = await askUnopened(
        program,
        own.filter((id) => !opened.has(id)),
        every,
      );
      expect(unopened.unsaid).toEqual([]);
      expect(unopened.findings).toEqual([]);
    });
  });
}
