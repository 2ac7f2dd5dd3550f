import type { Node } from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';

/** What an expression can be, as far as texts are made of it; lists and records are read as they are asked for. */
export type Value =
  | { is: 'text'; text: string }
  | { is: 'number'; number: number }
  | { is: 'truth'; truth: boolean }
  | { is: 'nothing' }
  | { is: 'list'; items: Lazy[] }
  | { is: 'record'; fields: Map<string, Lazy> }
  | { is: 'function'; node: FunctionNode; frame: Frame | undefined }
  | { is: 'unknown'; node: Node };
export type Lazy = () => Value;
export type FunctionNode = Node & { parameters: readonly Node[]; body?: Node };

/** One call that is being read: of which function, with what, and in which surroundings that stands. */
export interface Frame {
  fn: FunctionNode;
  /** The arguments; undefined for the function that a statement stands in, whose caller is still to be chosen. */
  args: readonly Lazy[] | undefined;
  outer: Frame | undefined;
  path: string;
}

export const nothing: Value = { is: 'nothing' };

export const placeOf = (node: Node) => `${node.getSourceFile().fileName}:${node.getStart()}`;

export const lineOf = (node: Node): string => {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.text.slice(0, node.getStart()).split('\n').length}`;
};

export function functionAround(node: Node): FunctionNode | undefined {
  for (let one = node.parent; one; one = one.parent) {
    if (
      is.isArrowFunction(one) ||
      is.isFunctionExpression(one) ||
      is.isFunctionDeclaration(one) ||
      is.isMethodDeclaration(one) ||
      is.isGetAccessorDeclaration(one)
    )
      return one as unknown as FunctionNode;
  }
  return undefined;
}

export const textOfName = (name: Node | undefined): string =>
  name === undefined ? '' : is.isStringLiteral(name) ? name.text : name.getText();

/** Whether a variable keeps what it is declared with. */
export const isConstant = (node: Node): boolean => /^(export\s+)?(const|await)\b/.test(node.parent.getText());

export function truthOf(value: Value): boolean {
  if (value.is === 'text') return value.text !== '';
  if (value.is === 'number') return value.number !== 0;
  if (value.is === 'truth') return value.truth;
  return value.is !== 'nothing';
}

/** What can be compared; undefined where that is not known. */
export function plain(value: Value): string | number | boolean | null | undefined {
  if (value.is === 'text') return value.text;
  if (value.is === 'number') return value.number;
  if (value.is === 'truth') return value.truth;
  return value.is === 'nothing' ? null : undefined;
}

export function partOf(method: string, key: string, value: Lazy): Value {
  const name: Value = { is: 'text', text: key };
  if (method === 'keys') return name;
  return method === 'values' ? value() : { is: 'list', items: [() => name, value] };
}
