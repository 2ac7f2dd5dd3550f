import { relative, sep } from 'node:path';
import pg from 'pg';
import type { CallExpression } from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';
import { openedRow } from '../../src/imports/opened.ts';
import { type Column, Describer } from './describe.ts';
import { declaredRow, declaredWhole, differences } from './rows.ts';
import { type Sources, withSources } from './sources.ts';
import { textsOf } from './texts.ts';

export interface StatementCheck {
  /** The folder of the project and of its tsconfig.json. */
  root: string;
  /** Which of its files are read, by their path below the root. */
  wanted(file: string): boolean;
  /** Files with statements that cannot be known from the sources, and why that is right. */
  unread?: ReadonlyMap<string, string>;
  /** An interface whose names are asked for beside them. */
  namesOf?: string;
}

/** A form that a statement of the sources can take, which PostgreSQL accepts. */
export interface Statement {
  /** Below the root. */
  file: string;
  line: number;
  text: string;
}

/**
 * Finds every statement in the sources, has PostgreSQL parse each form that it can take against a migrated database, and
 * compares the rows that it is declared to answer with the columns that it has. Answers what is wrong, and how much was read.
 */
export async function checkStatements(
  url: string,
  { root, wanted, unread = new Map(), namesOf }: StatementCheck,
): Promise<{ faults: string[]; statements: number; forms: Statement[]; names: string[] }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const faults: string[] = [];
  let statements = 0;
  const forms: Statement[] = [];
  let names: string[] = [];
  const pathOf = (file: string) => relative(root, file).split(sep).join('/');
  try {
    await client.query(openedRow);
    const describer = new Describer(client);
    await withSources(
      `${root}/tsconfig.json`,
      (file) => wanted(pathOf(file)),
      async (sources) => {
        if (namesOf) names = sources.membersOf(namesOf);
        for (const call of sources.calls.filter(isQuery)) {
          const file = pathOf(call.getSourceFile().fileName);
          const found = await checkCall(sources, describer, call, unread.has(file));
          statements++;
          forms.push(...found.texts.map((text) => ({ file, line: lineOf(call), text })));
          faults.push(
            ...found.faults.map((fault) => `${file}:${lineOf(call)} ${fault.replaceAll(`${root}/`, '')}`),
          );
        }
      },
    );
  } finally {
    await client.end();
  }
  return { faults, statements, forms, names };
}

const isQuery = ({ expression, arguments: given }: CallExpression): boolean =>
  is.isPropertyAccessExpression(expression) && expression.name.text === 'query' && given.length > 0;

async function checkCall(
  sources: Sources,
  describer: Describer,
  call: CallExpression,
  mayBeUnread: boolean,
): Promise<{ faults: string[]; texts: string[] }> {
  const [text] = call.arguments;
  const readings = text ? textsOf(sources, text) : [];
  // What only a run puts together is not what its parts can be put together to.
  if (mayBeUnread && readings.some((reading) => 'unknown' in reading)) return { faults: [], texts: [] };
  const faults: string[] = [];
  const forms: (readonly Column[])[] = [];
  const insides: (readonly Column[])[] = [];
  const texts: string[] = [];
  for (const reading of readings) {
    if ('unknown' in reading) {
      faults.push(`a form of it cannot be read: ${reading.unknown}`);
      continue;
    }
    const described = await describer.describe(reading.text);
    if ('columns' in described) {
      forms.push(described.columns);
      texts.push(reading.text);
      const inside = await describer.describeInside(reading.text);
      if (inside) insides.push(inside);
    } else
      faults.push(
        `PostgreSQL refuses it: ${described.refused}\n    ${reading.text.replaceAll('\n', '\n    ')}`,
      );
  }
  if (readings.length === 0) faults.push('no form of it can be read');
  const declared = forms.length > 0 ? declaredRow(sources.checker, call) : undefined;
  if (declared) faults.push(...differences(sources.checker, declared, forms));
  const comesWhole = texts.some((text) => text.includes('row_to_json(whole) AS whole'));
  const whole = declared && comesWhole ? declaredWhole(sources.checker, declared) : undefined;
  if (whole && insides.length < forms.length)
    faults.push('`whole` is declared, and what is in it cannot be read');
  else if (whole) faults.push(...differences(sources.checker, whole, insides));
  return { faults, texts };
}

const lineOf = (call: CallExpression): number =>
  call.getSourceFile().text.slice(0, call.getStart()).split('\n').length;
