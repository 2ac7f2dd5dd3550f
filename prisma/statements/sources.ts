import type {
  CallExpression,
  InterfaceDeclaration,
  Node,
  ObjectLiteralExpression,
} from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';
import {
  API,
  type Checker,
  type Symbol as Meaning,
  type Project,
  SymbolFlags,
  type Type,
} from 'typescript/unstable/sync';

/** The program as the compiler sees it: its syntax, what a name means, and who calls what. */
export interface Sources {
  checker: Checker;
  /** Every call in the files, in their order. */
  calls: readonly CallExpression[];
  /** What a name means, through imports. */
  symbolOf(node: Node): Meaning | undefined;
  /** Where the declaration of what a name means stands. */
  declarationOf(symbol: Meaning): Node | undefined;
  typeOf(node: Node): Type | undefined;
  /** The calls of a function by the name that it is declared with. */
  callsOf(symbol: Meaning): readonly CallExpression[];
  /** The records that are written down as one of an interface, or of another type with a name. */
  recordsOf(type: Meaning): readonly ObjectLiteralExpression[];
  /** The names in an interface, wherever something is declared in it. */
  membersOf(name: string): string[];
}

/** Reads the files of a project that `wanted` chooses, and hands them to `work` while the compiler is there. */
export async function withSources<T>(
  configFile: string,
  wanted: (file: string) => boolean,
  work: (sources: Sources) => Promise<T>,
): Promise<T> {
  const api = new API();
  try {
    const project = api.updateSnapshot({ openProjects: [configFile] }).getProjects()[0];
    if (!project) throw new Error(`The compiler found no project at ${configFile}.`);
    return await work(sourcesOf(project, wanted));
  } finally {
    api.close();
  }
}

function sourcesOf({ program, checker }: Project, wanted: (file: string) => boolean): Sources {
  const calls: CallExpression[] = [];
  const records: ObjectLiteralExpression[] = [];
  const interfaces: InterfaceDeclaration[] = [];
  const collect = (node: Node): void => {
    if (is.isInterfaceDeclaration(node)) interfaces.push(node);
    if (is.isCallExpression(node)) calls.push(node);
    if (is.isObjectLiteralExpression(node)) records.push(node);
    node.forEachChild(collect);
  };
  for (const name of program.getSourceFileNames()) {
    const file = wanted(name) ? program.getSourceFile(name) : undefined;
    if (file) collect(file);
  }
  const unaliased = (symbol: Meaning | undefined) =>
    symbol && symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const symbolOf = remembered((node: Node) => unaliased(checker.getSymbolAtLocation(node)));
  const calleeOf = ({ expression }: CallExpression) =>
    is.isPropertyAccessExpression(expression) ? expression.name : expression;
  const callsByName = once(() =>
    groups(calls, (call) => {
      const callee = calleeOf(call);
      return is.isIdentifier(callee) ? callee.text : undefined;
    }),
  );
  const recordsByType = once(() =>
    groups(records, (record) => {
      const type = checker.getContextualType(record);
      return (type && checker.getNonNullableType(type))?.getSymbol()?.id;
    }),
  );

  return {
    checker,
    calls,
    symbolOf,
    declarationOf: remembered((symbol: Meaning) =>
      (symbol.valueDeclaration ?? symbol.declarations[0])?.resolve(),
    ),
    typeOf: remembered((node: Node) => checker.getTypeAtLocation(node)),
    callsOf: remembered((symbol: Meaning) =>
      (callsByName().get(symbol.name) ?? []).filter((call) => symbolOf(calleeOf(call))?.id === symbol.id),
    ),
    recordsOf: ({ id }) => recordsByType().get(id) ?? [],
    membersOf: (name) => {
      const found = interfaces.find((one) => one.name.text === name);
      const symbol = found && symbolOf(found.name);
      const type = symbol && checker.getDeclaredTypeOfSymbol(symbol);
      return type ? checker.getPropertiesOfType(type).map((member) => member.name) : [];
    },
  };
}

/** What is worked out at the first use. */
function once<T>(work: () => T): () => T {
  let done: { result: T } | undefined;
  return () => {
    done ??= { result: work() };
    return done.result;
  };
}

/** The compiler is another process: what it has said once is not asked again. */
function remembered<K extends object, V>(ask: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, ask(key));
    return known.get(key) as V;
  };
}

function groups<T, K>(items: readonly T[], keyOf: (item: T) => K | undefined): Map<K, T[]> {
  const found = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = key === undefined ? undefined : found.get(key);
    if (group) group.push(item);
    else if (key !== undefined) found.set(key, [item]);
  }
  return found;
}
