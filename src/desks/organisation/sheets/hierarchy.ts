/** Somebody or something that may have another one above it. */
export interface Place {
  key: string;
  /** Another name by which it may be called: an employee number. */
  alias?: string | null;
  /** The key or alias of what is above it. */
  above: string | null;
  /** Whether it may stand above others. */
  leads: boolean;
}

/** A place as a row of a sheet would have it. */
export interface PlaceRow extends Omit<Place, 'above'> {
  /** As in `Place`; undefined where the row leaves that as it is. */
  above?: string | null;
}

export type HierarchyProblem = 'unknown' | 'circle';

/**
 * What is wrong with what rows say is above them, given what stands already. A row with a problem is not written: what
 * stands stays, and what would have stood under that row alone is wrong too.
 *
 * Every circle, of what rows say and of what stands mixed in whatever way, lies within one strong component of both taken
 * together. Components are settled from the top down, and a row hangs on those above its own alone. A component with a circle
 * loses all rows that keep it together, since each of them brings back what stood, which may close the next circle. So
 * everything is looked at once: the time is linear, whatever the sheet says. It yields wherever it can be interrupted.
 */
export function* hierarchyProblems<Row extends PlaceRow>(
  standing: readonly Place[],
  rows: readonly Row[],
): Generator<void, Map<Row, HierarchyProblem>> {
  const problems = new Map<Row, HierarchyProblem>();
  for (const part of strongComponents(yield* linked(standing, rows))) {
    yield;
    if (part) yield* settle(part, problems);
  }
  return problems;
}

interface Node<Row extends PlaceRow = PlaceRow> {
  key: string;
  stands?: Place;
  row?: Row;
  refused: boolean;
  /** What the row names. */
  named?: Node<Row>;
  /** What is above where the row names nothing, or is refused. */
  otherwise?: Node<Row>;
  /** Those whose rows name this one. */
  under: Node<Row>[];
  /** The strong component, once it is known. */
  part?: Part<Row>;
  met: number;
  lowest: number;
  walk?: Node<Row>;
}
type Part<Row extends PlaceRow> = readonly Node<Row>[];

/** Whether there is a row that counts and that names something. */
const speaks = ({ row, refused }: Node) => !refused && Boolean(row?.above);

function* linked<Row extends PlaceRow>(
  standing: readonly Place[],
  rows: readonly Row[],
): Generator<void, Iterable<Node<Row>>> {
  const nodes = new Map<string, Node<Row>>();
  const add = (key: string, stands?: Place, row?: Row) =>
    nodes.set(key, {
      key,
      stands,
      row,
      refused: false,
      named: undefined,
      otherwise: undefined,
      under: [],
      part: undefined,
      met: 0,
      lowest: 0,
      walk: undefined,
    });
  for (const stands of standing) {
    yield;
    add(stands.key, stands);
  }
  for (const row of rows) {
    yield;
    const node = nodes.get(row.key);
    if (node) node.row = row;
    else add(row.key, undefined, row);
  }
  const byAlias = new Map<string, Node<Row>>();
  for (const node of nodes.values()) {
    yield;
    const alias = node.row?.alias ?? node.stands?.alias;
    if (alias) byAlias.set(alias, node);
  }
  const find = (name: string) => nodes.get(name) ?? byAlias.get(name);
  for (const node of nodes.values()) {
    yield;
    const { row, stands } = node;
    if (stands?.above && (row?.above === undefined || row.above)) node.otherwise = find(stands.above);
    if (!row?.above) continue;
    node.named = find(row.above);
    node.named?.under.push(node);
  }
  return nodes.values();
}

/** Whether what the row names will be there under that name, and may stand above it. */
function isRight({ row, named }: Node): boolean {
  if (!named) return false;
  const { stands } = named;
  if (named.row && !named.refused) return named.row.leads;
  return stands?.leads === true && (row?.above === stands.key || row?.above === stands.alias);
}

function* settle<Row extends PlaceRow>(
  part: Part<Row>,
  problems: Map<Row, HierarchyProblem>,
): Generator<void, void> {
  const refuse = (node: Node<Row>, problem: HierarchyProblem) => {
    node.refused = true;
    if (node.row) problems.set(node.row, problem);
  };
  // A list that grows while it is gone through: one refusal may make what is below it wrong.
  const waiting = part.filter(speaks);
  for (const node of waiting) {
    yield;
    if (node.refused || isRight(node)) continue;
    refuse(node, 'unknown');
    for (const one of node.under) if (one.part === part) waiting.push(one);
  }
  if (!(yield* hasCircle(part))) return;
  for (const node of part) {
    yield;
    if (speaks(node) && node.named?.part === part) refuse(node, 'circle');
  }
}

/** Whether something in it would stand above itself by what rows say; circles that stood before are none of theirs. */
function* hasCircle<Row extends PlaceRow>(part: Part<Row>): Generator<void, boolean> {
  const above = (node: Node<Row>) => {
    const next = speaks(node) ? node.named : node.otherwise;
    return next?.part === part ? next : undefined;
  };
  for (const start of part) {
    let node: Node<Row> | undefined = start;
    while (node && !node.walk) {
      yield;
      node.walk = start;
      node = above(node);
    }
    if (node?.walk !== start) continue;
    const first = node;
    do {
      yield;
      if (node && speaks(node)) return true;
      node = node && above(node);
    } while (node !== first);
  }
  return false;
}

/**
 * The strong components of what rows say and what stands (Tarjan), each after all that are above it; null in between,
 * where it can be interrupted.
 */
function* strongComponents<Row extends PlaceRow>(nodes: Iterable<Node<Row>>): Generator<Part<Row> | null> {
  let met = 0;
  /** Those met whose component is not known yet, and those whose ways up are still gone. */
  const open: Node<Row>[] = [];
  const path: { node: Node<Row>; ways: Node<Row>[] }[] = [];
  const enter = (node: Node<Row>) => {
    met += 1;
    node.met = met;
    node.lowest = met;
    open.push(node);
    const ways = [node.named, node.otherwise].filter((one) => one !== undefined);
    path.push({ node, ways });
  };
  for (const start of nodes) {
    if (!start.met) enter(start);
    for (let last = path.at(-1); last; last = path.at(-1)) {
      yield null;
      const { node, ways } = last;
      const next = ways.pop();
      if (next) {
        if (!next.met) enter(next);
        else if (!next.part) node.lowest = Math.min(node.lowest, next.met);
        continue;
      }
      path.pop();
      const below = path.at(-1)?.node;
      if (below) below.lowest = Math.min(below.lowest, node.lowest);
      if (node.lowest < node.met) continue;
      const part = open.splice(open.lastIndexOf(node));
      for (const one of part) one.part = part;
      yield part;
    }
  }
}
