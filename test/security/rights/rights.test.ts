import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askCells, askForms, cellsOf, type OpenForm, sendForms, stateOf } from './matrix.ts';
import { type Program, startProgram } from './program.ts';
import { type Subject, writeRecords } from './records.ts';

describe('T-4 the rights matrix', () => {
  let program: Program;
  let subjects: Subject[];
  let matrix: ReturnType<typeof cellsOf>;
  let forms: OpenForm[] = [];
  beforeAll(async () => {
    program = await startProgram();
    subjects = await writeRecords(program.db);
    matrix = cellsOf(program.desks, subjects);
    await program.quiet();
  });
  afterAll(() => program.stop());

  it('says of everything that desks let people press or type who may', () => {
    console.log(matrix.unsaid.join(' '));
  });

  it('I-3 refuses everybody who may not, in words that name no secret, and changes nothing', async () => {
    const before = await stateOf(program.db);
    const t = Date.now();
    const { cells, findings } = await askCells(program, matrix.cells.filter(({ may }) => !may), subjects);
    console.log(cells, Date.now() - t, findings.map(({ cell, saw }) => `${cell}\n     ${saw}`).join('\n'));
    await program.quiet();
    expect(await stateOf(program.db)).toBe(before);
  });

  it('I-3 lets everybody who may, and offers nobody what they may not', async () => {
    const t = Date.now();
    const asked = await askCells(program, matrix.cells.filter(({ may }) => may), subjects);
    forms = asked.forms;
    console.log(asked.cells, Date.now() - t, asked.findings.map(({ cell, saw }) => `${cell}\n     ${saw}`).join('\n'));
  });

  it('I-3 takes a form from nobody who may not', async () => {
    await program.quiet();
    const before = await stateOf(program.db);
    const t = Date.now();
    const { cells, findings } = await askForms(program, forms);
    console.log(cells, Date.now() - t, findings.map(({ cell, saw }) => `${cell}\n     ${saw}`).join('\n'));
    await program.quiet();
    expect(await stateOf(program.db)).toBe(before);
  });

  it('I-3 takes forms from those who may', async () => {
    const t = Date.now();
    const one = new Map(matrix.cells.filter(({ may }) => may).map((cell) => [`${cell.does} ${cell.subject?.kind} ${cell.who}`, cell]));
    const { cells, findings, sent } = await sendForms(program, [...one.values()].filter((c) => forms.some((f) => f.cell.does === c.does && f.cell.subject?.kind === c.subject?.kind) && c.subject));
    console.log(cells, Date.now() - t, [...sent].join(' '), findings.map(({ cell, saw }) => `${cell}\n     ${saw}`).join('\n'));
  });
});
