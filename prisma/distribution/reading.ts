import type {
  A_Expr,
  ColumnRef,
  DeleteStmt,
  InsertStmt,
  JoinExpr,
  Node,
  RangeFunction,
  RangeVar,
  ResTarget,
  SelectStmt,
  SubLink,
  UpdateStmt,
  WithClause,
} from 'libpg-query';
import { parse } from 'libpg-query';
import { Classes } from './classes.ts';

/** The columns of each table and view, by `schema.name`, or the name alone in the default schema. */
export type Catalogue = ReadonlyMap<string, readonly string[]>;

/** The rows of a table that a statement reads or writes in one place. */
export interface Rows {
  table: string;
  /** What its columns are called in the classes of what is equal: `3.id`. */
  name: string;
}

/** What a statement's rows have to do with each other. */
export interface Read {
  rows: Rows[];
  /** Columns, parameters, constants and `text||column||text` that are equal wherever rows come together. */
  equal: Classes;
  /** Rows that need not come together: the branches of a UNION. */
  apart: [string, string][];
}

/** Named values in their order; undefined where one is no column, parameter or constant. */
type Output = readonly (readonly [name: string, term: string | undefined])[];

interface Entry {
  name: string;
  columns: ReadonlyMap<string, string | undefined>;
  /** A function's rows have whatever is asked for, by this prefix. */
  open?: string;
}

interface Scope {
  entries: Entry[];
  named: Map<string, Output>;
  outer?: Scope;
}

/** Reads every statement of a text; a Fault of PostgreSQL's parser where it is none. */
export async function readStatement(text: string, catalogue: Catalogue): Promise<Read> {
  const { stmts = [] } = await parse(text);
  const reader = new Reader(catalogue);
  for (const { stmt } of stmts) if (stmt) reader.statement(stmt, undefined);
  return reader;
}

/** Follows what is equal through the clauses of a statement, as far as it holds for all rows that come together. */
class Reader implements Read {
  readonly rows: Rows[] = [];
  readonly equal = new Classes();
  readonly apart: [string, string][] = [];
  private readonly sublinks = new Map<SubLink, Output>();
  private readonly catalogue: Catalogue;
  private count = 0;

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  statement(node: Node, outer: Scope | undefined): Output {
    if ('SelectStmt' in node) return this.select(node.SelectStmt, outer);
    if ('InsertStmt' in node) return this.insert(node.InsertStmt, outer);
    if ('UpdateStmt' in node) return this.change(node.UpdateStmt, node.UpdateStmt.fromClause, outer);
    if ('DeleteStmt' in node) return this.change(node.DeleteStmt, node.DeleteStmt.usingClause, outer);
    return [];
  }

  private opened(outer: Scope | undefined, withClause: WithClause | undefined): Scope {
    const scope: Scope = { entries: [], named: new Map(), ...(outer && { outer }) };
    for (const node of withClause?.ctes ?? []) {
      if (!('CommonTableExpr' in node)) continue;
      const { ctename = '', ctequery, aliascolnames } = node.CommonTableExpr;
      if (!ctequery) continue;
      const named = (output: Output) => scope.named.set(ctename, renamed(output, names(aliascolnames)));
      const first = withClause?.recursive && 'SelectStmt' in ctequery && ctequery.SelectStmt.larg;
      if (first) named(this.select(first, scope));
      named(this.statement(ctequery, scope));
    }
    return scope;
  }

  private select(given: SelectStmt, outer: Scope | undefined): Output {
    const scope = this.opened(outer, given.withClause);
    if (given.larg && given.rarg) return this.united(given.larg, given.rarg, scope);
    if (given.valuesLists) return this.values(given.valuesLists, scope);
    for (const item of given.fromClause ?? []) this.from(item, scope);
    this.holds(given.whereClause, scope);
    const output = this.output(given.targetList, scope);
    this.look([given.havingClause, given.groupClause, given.sortClause, given.limitCount], scope);
    return output;
  }

  private united(larg: SelectStmt, rarg: SelectStmt, scope: Scope): Output {
    const before = this.rows.length;
    const left = this.select(larg, scope);
    const between = this.rows.length;
    const right = this.select(rarg, scope);
    const [one, other] = [this.rows[before], this.rows[between]];
    if (one && other && before < between) this.apart.push([one.name, other.name]);
    const number = this.count++;
    return left.map(([name, term], place) => {
      const both = `u${number}.${name}`;
      for (const each of [term, right[place]?.[1]]) if (each) this.equal.join(both, each);
      return [name, both] as const;
    });
  }

  private values(lists: Node[], scope: Scope): Output {
    const rows = lists.map((list) =>
      ('List' in list ? (list.List.items ?? []) : []).map((item) => this.term(item, scope)),
    );
    const [first = []] = rows;
    return first.map((term, place) => [`column${place + 1}`, rows.length === 1 ? term : undefined] as const);
  }

  private insert(given: InsertStmt, outer: Scope | undefined): Output {
    const scope = this.opened(outer, given.withClause);
    const source = given.selectStmt ? this.statement(given.selectStmt, scope) : [];
    const target = this.table(given.relation);
    const columns = given.cols?.map((col) => ('ResTarget' in col ? (col.ResTarget.name ?? '') : '')) ?? [
      ...target.columns.keys(),
    ];
    columns.forEach((column, place) => {
      const [own, term] = [target.columns.get(column), source[place]?.[1]];
      if (own && term) this.equal.join(own, term);
    });
    scope.entries.push(target, { ...target, name: 'excluded' });
    this.look(given.onConflictClause, scope);
    return this.output(given.returningClause?.exprs, scope, [target]);
  }

  private change(given: UpdateStmt | DeleteStmt, from: Node[] | undefined, outer: Scope | undefined): Output {
    const scope = this.opened(outer, given.withClause);
    scope.entries.push(this.table(given.relation));
    for (const item of from ?? []) this.from(item, scope);
    this.holds(given.whereClause, scope);
    if ('targetList' in given) this.look(given.targetList, scope);
    return this.output(given.returningClause?.exprs, scope);
  }

  private table(range: RangeVar | undefined): Entry {
    const table = [range?.schemaname, range?.relname].filter(Boolean).join('.');
    const columns = this.catalogue.get(table) ?? [];
    const name = String(this.rows.length);
    this.rows.push({ table, name });
    return {
      name: range?.alias?.aliasname ?? range?.relname ?? '',
      columns: new Map(columns.map((column) => [column, `${name}.${column}`])),
    };
  }

  private from(item: Node, scope: Scope): void {
    if ('RangeVar' in item) {
      const { schemaname, relname = '', alias } = item.RangeVar;
      const named = schemaname ? undefined : namedIn(scope, relname);
      if (!named) scope.entries.push(this.table(item.RangeVar));
      else
        scope.entries.push({
          name: alias?.aliasname ?? relname,
          columns: new Map(renamed(named, names(alias?.colnames))),
        });
    } else if ('JoinExpr' in item) this.joined(item.JoinExpr, scope);
    else if ('RangeSubselect' in item) {
      const { subquery, alias } = item.RangeSubselect;
      const output = subquery ? this.statement(subquery, scope) : [];
      scope.entries.push({
        name: alias?.aliasname ?? '',
        columns: new Map(renamed(output, names(alias?.colnames))),
      });
    } else if ('RangeFunction' in item) this.called(item.RangeFunction, scope);
  }

  private joined({ larg, rarg, quals, usingClause }: JoinExpr, scope: Scope): void {
    const before = scope.entries.length;
    if (larg) this.from(larg, scope);
    const between = scope.entries.length;
    if (rarg) this.from(rarg, scope);
    const within = (entries: Entry[], column: string) =>
      entries.map((entry) => columnOf(entry, column)).find(Boolean);
    for (const column of names(usingClause)) {
      const left = within(scope.entries.slice(before, between), column);
      const right = within(scope.entries.slice(between), column);
      if (left && right) this.equal.join(left, right);
    }
    this.holds(quals, scope);
  }

  private called({ functions, alias, coldeflist }: RangeFunction, scope: Scope): void {
    this.look(functions, scope);
    const open = `f${this.count++}`;
    const given =
      coldeflist?.map((node) => ('ColumnDef' in node ? (node.ColumnDef.colname ?? '') : '')) ?? [];
    const known = [...given, ...names(alias?.colnames)];
    const name = alias?.aliasname ?? '';
    const columns = known.length > 0 ? known : [name];
    scope.entries.push({
      name,
      open,
      columns: new Map(columns.map((column) => [column, `${open}.${column}`])),
    });
  }

  private output(list: Node[] | undefined, scope: Scope, entries = scope.entries): Output {
    return (list ?? []).flatMap((node): Output => {
      if (!('ResTarget' in node) || !node.ResTarget.val) return [];
      const { name, val } = node.ResTarget as ResTarget & { val: Node };
      if ('ColumnRef' in val && val.ColumnRef.fields?.some((field) => 'A_Star' in field)) {
        const [of] = names(val.ColumnRef.fields);
        return entries
          .filter((entry) => of === undefined || entry.name === of)
          .flatMap(({ columns }) => [...columns]);
      }
      return [[name ?? nameOf(val), this.term(val, scope)]];
    });
  }

  /** A condition that holds for all rows that come together. */
  private holds(condition: Node | undefined, scope: Scope): void {
    if (!condition) return;
    if ('BoolExpr' in condition && condition.BoolExpr.boolop === 'AND_EXPR') {
      for (const each of condition.BoolExpr.args ?? []) this.holds(each, scope);
    } else if ('A_Expr' in condition && says(condition.A_Expr, '=', ['AEXPR_OP', 'AEXPR_NOT_DISTINCT'])) {
      const { lexpr, rexpr } = condition.A_Expr;
      const [left, right] = [partsOf(lexpr), partsOf(rexpr)];
      left.forEach((part, place) => {
        const other = right[place];
        const [one, two] = [this.term(part, scope), other && this.term(other, scope)];
        if (one && two) this.equal.join(one, two);
      });
    } else this.look(condition, scope);
  }

  /** The value of an expression, by the name under which it is compared; whatever it asks by itself is read too. */
  private term(node: Node, scope: Scope): string | undefined {
    if ('ColumnRef' in node) return this.column(node.ColumnRef, scope);
    if ('ParamRef' in node) return `$${node.ParamRef.number}`;
    if ('A_Const' in node) {
      const { sval, ival } = node.A_Const;
      return sval ? `'${sval.sval ?? ''}` : ival && `'${ival.ival ?? 0}`;
    }
    if ('TypeCast' in node && node.TypeCast.arg) return this.term(node.TypeCast.arg, scope);
    if ('SubLink' in node && node.SubLink.subLinkType === 'EXPR_SUBLINK')
      return this.asked(node.SubLink, scope)[0]?.[1];
    if ('A_Expr' in node && says(node.A_Expr, '||', ['AEXPR_OP'])) {
      const { lexpr, rexpr } = node.A_Expr;
      const [left, right] = [lexpr && this.term(lexpr, scope), rexpr && this.term(rexpr, scope)];
      return left && right ? `${left}||${right}` : undefined;
    }
    this.look(node, scope);
    return undefined;
  }

  private column({ fields = [] }: ColumnRef, scope: Scope): string | undefined {
    const path = names(fields);
    const column = path.at(-1) ?? '';
    const of = path.length > 1 ? path.at(-2) : undefined;
    for (let one: Scope | undefined = scope; one; one = one.outer) {
      const entries = one.entries.filter(({ name }) => of === undefined || name === of);
      const closed = entries.find((entry) => entry.columns.has(column));
      if (closed) return closed.columns.get(column);
      const open = entries.find((entry) => entry.open);
      if (open) return `${open.open}.${column}`;
    }
    return undefined;
  }

  private asked(link: SubLink, scope: Scope): Output {
    const known = this.sublinks.get(link);
    if (known) return known;
    const output = link.subselect ? this.statement(link.subselect, scope) : [];
    this.sublinks.set(link, output);
    partsOf(link.testexpr).forEach((part, place) => {
      const [one, other] = [this.term(part, scope), output[place]?.[1]];
      if (link.subLinkType === 'ANY_SUBLINK' && one && other) this.equal.join(one, other);
    });
    return output;
  }

  /** Reads the questions that stand anywhere in it. */
  private look(node: unknown, scope: Scope): void {
    if (Array.isArray(node)) for (const each of node) this.look(each, scope);
    else if (node && typeof node === 'object') {
      if ('SubLink' in node) this.asked(node.SubLink as SubLink, scope);
      else for (const each of Object.values(node)) this.look(each, scope);
    }
  }
}

const says = (
  { kind, name }: A_Expr,
  operator: string,
  kinds: readonly (A_Expr['kind'] & string)[],
): boolean => kind !== undefined && kinds.includes(kind) && names(name)[0] === operator;

const partsOf = (node: Node | undefined): Node[] =>
  node === undefined ? [] : 'RowExpr' in node ? (node.RowExpr.args ?? []) : [node];

const names = (nodes: Node[] | undefined): string[] =>
  (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));

const nameOf = (node: Node): string => {
  if ('ColumnRef' in node) return names(node.ColumnRef.fields).at(-1) ?? '';
  if ('TypeCast' in node && node.TypeCast.arg) return nameOf(node.TypeCast.arg);
  return 'FuncCall' in node ? (names(node.FuncCall.funcname).at(-1) ?? '') : '?';
};

const columnOf = ({ columns, open }: Entry, column: string): string | undefined =>
  columns.get(column) ?? (open && `${open}.${column}`);

const renamed = (output: Output, given: readonly string[]): Output =>
  output.map(([name, term], place) => [given[place] ?? name, term] as const);

function namedIn(scope: Scope | undefined, name: string): Output | undefined {
  for (let one = scope; one; one = one.outer) {
    const found = one.named.get(name);
    if (found) return found;
  }
  return undefined;
}
