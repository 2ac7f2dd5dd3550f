import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edgeCells, pageCells } from './edges.ts';
import { askCells, every, sampled } from './matrix.ts';
import { type Program, startProgram } from './program.ts';
import { type Subject, writeRecords } from './records/index.ts';

describe('T-4 the rights at the other ways in', () => {
  let program: Program;
  let subjects: Subject[];
  beforeAll(async () => {
    program = await startProgram();
    subjects = await writeRecords(program.db);
  });
  afterAll(() => program.stop());

  it('are those of the rules for shortcuts, the message extension, spreadsheets and what nobody has signed', async () => {
    const { cells, unsaid } = await edgeCells(program);
    expect(unsaid).toEqual([]);
    const { findings } = await askCells(program, sampled(cells, every), subjects);
    expect(findings).toEqual([]);
  });

  it('are those of the rules for the pages of the portal', async () => {
    const { cells, unsaid } = await pageCells(program, subjects);
    expect(unsaid).toEqual([]);
    const { findings } = await askCells(program, sampled(cells, every), subjects);
    expect(findings).toEqual([]);
  });
});
