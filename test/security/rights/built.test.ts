import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edgeCells, pageCells } from './edges.ts';
import { askCells, type Cell, cellsOf, sampled } from './matrix.ts';
import { type Program, startProgram } from './program.ts';
import { type Subject, writeRecords } from './records/index.ts';

describe('T-4 the built program, a process of its own,', () => {
  let program: Program;
  let subjects: Subject[];
  beforeAll(async () => {
    const source = await startProgram();
    program = source;
    subjects = await writeRecords(source.db);
    program = await source.toBuilt();
  });
  afterAll(() => program.stop());

  /** Of each row one who may and one who may not. */
  const asked = async (cells: readonly Cell[]) => {
    const { findings } = await askCells(program, sampled(cells, Number.POSITIVE_INFINITY), subjects);
    return findings;
  };

  // Before anybody is handed a workbook, which they may give back.
  it('I-3 answers at its other ways in as the rules have it', async () => {
    const { cells } = await edgeCells(program);
    expect(await asked(cells)).toEqual([]);
  });

  it('U-14 and on the pages of the portal', async () => {
    const { cells } = await pageCells(program, subjects);
    expect(await asked(cells)).toEqual([]);
  });

  it('I-3 and one who may and one who may not of each row', async () => {
    expect(await asked(cellsOf(program.desks, subjects).cells)).toEqual([]);
  });
});
