import { ackLines } from './rows/acks.ts';
import { againstRows } from './rows/against.ts';
import { auditRows } from './rows/audit.ts';
import { clickRows } from './rows/click.ts';
import { decisionRows } from './rows/decision.ts';
import { addManyRequests, floodLines } from './rows/floods.ts';
import { acksWhileImporting } from './rows/importing-acks.ts';
import { importRows } from './rows/imports.ts';
import { loadLines } from './rows/load.ts';
import { retentionRows } from './rows/retention.ts';
import type { Row } from './rows/row.ts';
import { satkerRows } from './rows/satker.ts';
import { sealingRows } from './rows/sealing.ts';
import { signRows } from './rows/sign.ts';
import { startRows, teamsRows } from './rows/start.ts';
import { type Stage, setStage } from './support/stage.ts';

/** `npm run bench [click] [decision] [start] [teams] [acks] [floods] [satker] [imports] [retention] [audit] [sealing] [sign]`: ratios against a floor measured in the same run. Missing a goal fails nothing. `load`, by its name alone: a table in Markdown; `against DIRECTORY`: this build and another's, in turns. */
async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const wanted = (name: string) => asked.length === 0 || asked.includes(name);
  const rows: Row[] = [];
  const lines: string[] = [];
  // What one machine carries takes all of it for six minutes.
  if (asked.includes('load')) return await withStage(loadLines).then(print);
  if (['click', 'decision', 'start', 'teams', 'acks', 'imports', 'floods'].some(wanted))
    await programRows(wanted, rows, lines);
  if (asked[0] === 'against') rows.push(...(await againstRows(asked[1] ?? '..')));
  if (wanted('satker')) {
    const satker = await satkerRows();
    rows.push(...satker.rows);
    lines.push(...satker.lines);
  }
  if (wanted('audit')) {
    const audit = await auditRows();
    rows.push(...audit.rows);
    lines.push(...audit.lines);
  }
  if (wanted('imports')) {
    const imports = await importRows();
    rows.push(...imports.rows);
    lines.push(...imports.lines);
  }
  if (wanted('retention')) {
    const retention = await retentionRows();
    rows.push(...retention.rows);
    lines.push(...retention.lines);
  }
  if (wanted('sealing')) rows.push(...(await sealingRows()));
  if (wanted('sign')) {
    const sign = await signRows();
    rows.push(...sign.rows);
    lines.push(...sign.lines);
  }
  write([['', 'ours', 'floor', 'ratio', 'quartiles', 'goal', ''], ...rows.map(columns)]);
  print(lines);
}

function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

async function withStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await setStage();
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}

/** What is measured of the running program. */
async function programRows(wanted: (name: string) => boolean, rows: Row[], lines: string[]): Promise<void> {
  await withStage(async (stage) => {
    if (wanted('click')) rows.push(...(await clickRows(stage)));
    if (wanted('decision')) {
      const decision = await decisionRows(stage);
      rows.push(...decision.rows);
      lines.push(...decision.lines);
    }
    if (wanted('start')) rows.push(...(await startRows(stage)));
    if (wanted('teams')) rows.push(...(await teamsRows(stage)));
    if (wanted('acks')) lines.push(...(await ackLines(stage)));
    if (wanted('imports')) lines.push(await acksWhileImporting(stage));
    if (wanted('floods')) {
      await addManyRequests(stage);
      lines.push(...(await floodLines(stage)));
    }
  });
}

function columns(row: Row): string[] {
  const figure = (value: number) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ${row.unit}`;
  return [
    row.name,
    figure(row.ours),
    figure(row.floor),
    row.ratio.toFixed(2),
    `${row.from.toFixed(2)}–${row.to.toFixed(2)}`,
    row.goal === undefined ? '' : `≤ ${row.goal}`,
    row.goal === undefined || row.ratio <= row.goal ? '' : 'missed',
  ];
}

function write(table: string[][]): void {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((line) => line[column]?.length ?? 0)),
  );
  for (const line of table) {
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
}

await main();
