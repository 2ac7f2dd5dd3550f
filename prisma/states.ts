import { parse } from 'libpg-query';
import type { Statement } from './statements/check.ts';

/** How the log keeps a record's state before and after a change. */
const stateColumns = ['from_state', 'to_state'];

/** A node of PostgreSQL's own syntax tree: what is asked of it here is the same of all kinds. */
type Tree = { readonly [name: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

function* nodesIn(tree: unknown): Generator<Tree> {
  if (!isTree(tree)) return;
  yield tree;
  for (const part of Object.values(tree)) yield* nodesIn(part);
}

const of = (tree: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((at, name) => (isTree(at) ? at[name] : undefined), tree);

/**
 * The words that entries of the log which statements write themselves have as a state, and that nobody has declared as one: they are never erased, and say nothing
 * of anybody (T-3). What is no word is a parameter, which `audit` takes by its type, or a day or a word of the database's own, which says so by `::text`.
 */
export async function stateFaults(
  statements: readonly Statement[],
  declared: ReadonlySet<string>,
): Promise<string[]> {
  const faults = new Set<string>();
  for (const { file, line, text } of statements) {
    if (!text.includes('audit_entry')) continue;
    for (const state of (await statesIn(text)).flatMap(branchesOf)) {
      const word =
        of(state, 'A_Const', 'sval', 'sval') ?? of(state, 'TypeCast', 'arg', 'A_Const', 'sval', 'sval');
      if (word !== undefined && !declared.has(String(word)))
        faults.add(`${file}:${line} '${word}' is no declared state`);
      const isSaid = ['A_Const', 'ParamRef', 'TypeCast'].some((kind) => of(state, kind));
      if (!isSaid) faults.add(`${file}:${line} a state is neither a word, a parameter nor cast to one`);
    }
  }
  return [...faults];
}

/** What an expression may come to: each branch of a CASE, each of the values of which the first one that is there counts. */
function branchesOf(value: unknown): unknown[] {
  const cases = of(value, 'CaseExpr');
  const first = of(value, 'CoalesceExpr', 'args');
  if (cases)
    return [
      ...[of(cases, 'args')].flat().map((each) => of(each, 'CaseWhen', 'result')),
      ...[of(cases, 'defresult') ?? []].flat(),
    ].flatMap(branchesOf);
  return first ? [first].flat().flatMap(branchesOf) : [value];
}

/** The selects that one is put together of by UNION. */
function selectsOf(select: unknown): unknown[] {
  const [left, right] = [of(select, 'larg'), of(select, 'rarg')];
  return left && right ? [...selectsOf(left), ...selectsOf(right)] : [select];
}

/** What a statement writes as the states of entries. */
async function statesIn(text: string): Promise<unknown[]> {
  const inserts = [...nodesIn(await parse(text))].flatMap(({ InsertStmt }) => InsertStmt ?? []);
  return inserts
    .filter((insert) => of(insert, 'relation', 'relname') === 'audit_entry')
    .flatMap((insert) => {
      const columns = [of(insert, 'cols')].flat().map((column) => of(column, 'ResTarget', 'name'));
      const rows = selectsOf(of(insert, 'selectStmt', 'SelectStmt')).flatMap((select) => [
        ...[of(select, 'valuesLists') ?? []].flat().map((row) => [of(row, 'List', 'items')].flat()),
        [of(select, 'targetList') ?? []].flat().map((target) => of(target, 'ResTarget', 'val')),
      ]);
      return rows.flatMap((row) => row.filter((_value, at) => stateColumns.includes(String(columns[at]))));
    });
}
