import {
  type BindingElement,
  type Expression,
  type Node,
  type ParameterDeclaration,
  SyntaxKind,
} from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';
import { type Symbol as Meaning, TypeFlags } from 'typescript/unstable/sync';
import type { Sources } from './sources.ts';
import {
  type Frame,
  type FunctionNode,
  functionAround,
  isConstant,
  type Lazy,
  lineOf,
  nothing,
  partOf,
  placeOf,
  plain,
  textOfName,
  truthOf,
  type Value,
} from './values.ts';
import { type Choose, inAllWorlds, Nowhere, type Reading } from './worlds.ts';

/**
 * What an expression can be, read from the sources: constants, templates, functions and records are followed through all
 * files, in every world that a run could find.
 */
export const textsOf = (sources: Sources, expression: Expression): Reading[] =>
  inAllWorlds((choose) => new Reader(sources, choose).read(expression));

/** What is asked of a list, or put into one, that says nothing of a text: where that comes from may lead anywhere and is not read. */
const unreadMethods = new Set(['every', 'find', 'push', 'some']);

class Reader {
  private readonly entries = new Map<Node, Frame>();
  private readonly constants = new Map<string, Value>();
  private readonly sources: Sources;
  private readonly choose: Choose;
  private depth = 0;
  private numbers = 0;
  private readonly numbered = new Map<string, number>();

  constructor(sources: Sources, choose: Choose) {
    this.sources = sources;
    this.choose = choose;
  }

  read(expression: Expression): Reading {
    const value = this.valueOf(expression, this.entryOf(expression));
    if (value.is === 'nothing') throw new Nowhere();
    if (value.is === 'text') return { text: value.text };
    const node = value.is === 'unknown' ? value.node : expression;
    return { unknown: `\`${node.getText().slice(0, 80)}\` at ${lineOf(node)}` };
  }

  /** The frame of the function around a node, whose caller is chosen once its parameters are asked for. */
  private entryOf(node: Node): Frame | undefined {
    const fn = functionAround(node);
    if (!fn) return undefined;
    let frame = this.entries.get(fn);
    if (!frame) {
      frame = { fn, args: undefined, outer: this.entryOf(fn), path: 'entry' };
      this.entries.set(fn, frame);
    }
    return frame;
  }

  private valueOf(node: Node, frame: Frame | undefined): Value {
    if (++this.depth > 200) {
      this.depth--;
      return { is: 'unknown', node };
    }
    try {
      const value = this.plainValueOf(node, frame);
      return value.is === 'unknown' ? this.byType(node, frame, value) : value;
    } finally {
      this.depth--;
    }
  }

  private plainValueOf(node: Node, frame: Frame | undefined): Value {
    const unknown: Value = { is: 'unknown', node };
    if (is.isStringLiteral(node) || is.isNoSubstitutionTemplateLiteral(node))
      return { is: 'text', text: node.text };
    if (is.isNumericLiteral(node)) return { is: 'number', number: Number(node.text.replaceAll('_', '')) };
    if (node.kind === SyntaxKind.TrueKeyword) return { is: 'truth', truth: true };
    if (node.kind === SyntaxKind.FalseKeyword) return { is: 'truth', truth: false };
    if (node.kind === SyntaxKind.NullKeyword) return nothing;
    if (
      is.isParenthesizedExpression(node) ||
      is.isAsExpression(node) ||
      is.isSatisfiesExpression(node) ||
      is.isNonNullExpression(node) ||
      is.isAwaitExpression(node)
    )
      return this.valueOf(node.expression, frame);
    if (is.isTemplateExpression(node)) {
      let text = node.head.text;
      for (const { expression, literal } of node.templateSpans) {
        const hole = this.valueOf(expression, frame);
        const said = this.written(hole, expression, frame, text.endsWith('$'));
        if (said === undefined) return hole.is === 'unknown' ? hole : { is: 'unknown', node: expression };
        text += said + literal.text;
      }
      return { is: 'text', text };
    }
    if (is.isConditionalExpression(node))
      return this.valueOf(this.holds(node.condition, frame) ? node.whenTrue : node.whenFalse, frame);
    if (is.isBinaryExpression(node)) return this.operation(node, frame);
    if (is.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken)
      return { is: 'truth', truth: !this.holds(node.operand, frame) };
    if (
      is.isArrowFunction(node) ||
      is.isFunctionExpression(node) ||
      is.isFunctionDeclaration(node) ||
      is.isMethodDeclaration(node)
    )
      return { is: 'function', node: node as unknown as FunctionNode, frame };
    if (is.isArrayLiteralExpression(node)) {
      const items = this.itemsOf(node.elements, frame);
      return items ? { is: 'list', items } : unknown;
    }
    if (is.isObjectLiteralExpression(node)) return this.record(node, frame);
    if (is.isIdentifier(node)) {
      if (node.text === 'undefined') return nothing;
      const symbol = is.isShorthandPropertyAssignment(node.parent)
        ? this.sources.checker.getShorthandAssignmentValueSymbol(node.parent)
        : this.sources.symbolOf(node);
      return (symbol && this.named(symbol, frame)) ?? unknown;
    }
    if (is.isPropertyAccessExpression(node)) {
      const owner = this.recordFor(this.valueOf(node.expression, frame), node.expression, frame, node);
      if (owner.is === 'nothing' && !node.questionDotToken) throw new Nowhere();
      return this.fieldOf(owner, node.name.text, node);
    }
    if (is.isElementAccessExpression(node)) {
      const owner = this.valueOf(node.expression, frame);
      const key = this.valueOf(node.argumentExpression, frame);
      if (key.is === 'text') return this.fieldOf(owner, key.text, node);
      if (key.is === 'number') return this.fieldOf(owner, String(key.number), node);
      if (owner.is === 'record') return this.anyOf([...owner.fields.values()], node, frame);
      return unknown;
    }
    if (is.isCallExpression(node)) return this.called(node, frame);
    return unknown;
  }

  /** What stands for a value in a text; of a number of a parameter that is counted only by a run, any other one. */
  private written(
    value: Value,
    node: Node,
    frame: Frame | undefined,
    parameter: boolean,
  ): string | undefined {
    if (value.is === 'text') return value.text;
    if (value.is === 'number') return String(value.number);
    // Where nothing would be written, the program does not come.
    if (value.is === 'nothing') throw new Nowhere();
    if (value.is !== 'unknown') return undefined;
    const type = this.sources.typeOf(node);
    if (!type || !(type.flags & TypeFlags.NumberLike)) return undefined;
    if (!parameter) return '1';
    // A call counts on; what is no call is the same number wherever it stands.
    const key = node.getText().includes('(')
      ? placeOf(node) + String(this.numbers)
      : node.getText() + (frame?.path ?? '');
    const number = this.numbered.get(key) ?? 1000 + this.numbers++;
    this.numbered.set(key, number);
    return String(number);
  }

  /** A value that only its type tells of: one of several texts. */
  private byType(node: Node, frame: Frame | undefined, otherwise: Value): Value {
    if (!is.isIdentifier(node) && !is.isPropertyAccessExpression(node) && !is.isCallExpression(node))
      return otherwise;
    const type = this.sources.typeOf(node);
    const types = type?.isUnionType() ? type.getTypes() : type ? [type] : [];
    const values = types.map((one): Value | undefined => {
      if (one.isStringLiteralType()) return { is: 'text', text: String(one.value) };
      return one.flags & (TypeFlags.Null | TypeFlags.Undefined) ? nothing : undefined;
    });
    const known = values.filter((value) => value !== undefined);
    if (known.length !== values.length || !known.some((value) => value.is === 'text')) return otherwise;
    return this.anyOf(
      known.map((value) => () => value),
      node,
      frame,
    );
  }

  /** Where `node` is a record that is not known, and a text or the like is wanted of it: any that is written down of its type. */
  private recordFor(value: Value, node: Node, frame: Frame | undefined, wanted: Node): Value {
    if (value.is !== 'unknown') return value;
    const { checker } = this.sources;
    const field = this.sources.typeOf(wanted);
    const plainly = field && checker.getNonNullableType(field);
    if (!plainly || plainly.flags & (TypeFlags.NumberLike | TypeFlags.BooleanLike | TypeFlags.AnyOrUnknown))
      return value;
    const type = this.sources.typeOf(node);
    const symbol = type && checker.getNonNullableType(type)?.getSymbol();
    const records = symbol ? this.sources.recordsOf(symbol) : [];
    if (records.length === 0) return value;
    return this.anyOf(
      records.map((record) => this.lazily(record, this.entryOf(record))),
      node,
      frame,
    );
  }

  private anyOf(values: readonly Lazy[], node: Node, frame: Frame | undefined): Value {
    const symbol = is.isIdentifier(node) ? this.sources.symbolOf(node)?.id : undefined;
    const question =
      symbol === undefined ? `${placeOf(node)}@${frame?.path ?? ''}` : `${symbol}@${frame?.path ?? ''}`;
    const value = values[this.choose(question, values.length)];
    if (!value) throw new Nowhere();
    return value();
  }

  private lazily(node: Node, frame: Frame | undefined): Lazy {
    let value: Value | undefined;
    return () => {
      value ??= this.valueOf(node, frame);
      return value;
    };
  }

  private record(node: Node & { properties: readonly Node[] }, frame: Frame | undefined): Value {
    const fields = new Map<string, Lazy>();
    for (const property of node.properties) {
      if (is.isSpreadAssignment(property)) {
        const more = this.valueOf(property.expression, frame);
        if (more.is === 'record') for (const [key, value] of more.fields) fields.set(key, value);
        else if (more.is !== 'nothing') return { is: 'unknown', node: property };
      } else if (is.isPropertyAssignment(property)) {
        fields.set(textOfName(property.name), this.lazily(property.initializer, frame));
      } else if (is.isShorthandPropertyAssignment(property)) {
        fields.set(property.name.getText(), this.lazily(property.name, frame));
      } else if (is.isMethodDeclaration(property)) {
        fields.set(textOfName(property.name), this.lazily(property, frame));
      }
    }
    return { is: 'record', fields };
  }

  private fieldOf(owner: Value, key: string, node: Node): Value {
    if (owner.is === 'record') return owner.fields.get(key)?.() ?? nothing;
    if (owner.is === 'list') {
      if (key === 'length') return { is: 'number', number: owner.items.length };
      return owner.items[Number(key)]?.() ?? nothing;
    }
    return owner.is === 'unknown' ? { is: 'unknown', node } : nothing;
  }

  /** Whether a condition holds: known from what is read, or a question of its own. */
  private holds(node: Node, frame: Frame | undefined): boolean {
    if (is.isParenthesizedExpression(node)) return this.holds(node.expression, frame);
    if (is.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken)
      return !this.holds(node.operand, frame);
    if (is.isBinaryExpression(node)) {
      const operator = node.operatorToken.kind;
      if (operator === SyntaxKind.AmpersandAmpersandToken)
        return this.holds(node.left, frame) && this.holds(node.right, frame);
      if (operator === SyntaxKind.BarBarToken)
        return this.holds(node.left, frame) || this.holds(node.right, frame);
    }
    const value = this.valueOf(node, frame);
    if (value.is === 'unknown')
      return this.choose(`${node.getText()}@${node.getSourceFile().fileName}@${frame?.path ?? ''}`, 2) === 0;
    return truthOf(value);
  }

  private operation(
    node: Node & { left: Node; right: Node; operatorToken: Node },
    frame: Frame | undefined,
  ): Value {
    const unknown: Value = { is: 'unknown', node };
    const operator = node.operatorToken.kind;
    if (operator === SyntaxKind.QuestionQuestionToken) {
      const left = this.valueOf(node.left, frame);
      if (left.is === 'nothing') return this.valueOf(node.right, frame);
      if (left.is !== 'unknown') return left;
      return this.holds(node.left, frame) ? left : this.valueOf(node.right, frame);
    }
    if (operator === SyntaxKind.BarBarToken || operator === SyntaxKind.AmpersandAmpersandToken) {
      const left = this.valueOf(node.left, frame);
      const holds = left.is === 'unknown' ? this.holds(node.left, frame) : truthOf(left);
      return holds === (operator === SyntaxKind.BarBarToken) ? left : this.valueOf(node.right, frame);
    }
    const [left, right] = [this.valueOf(node.left, frame), this.valueOf(node.right, frame)];
    if (operator === SyntaxKind.PlusToken) {
      if (left.is === 'number' && right.is === 'number')
        return { is: 'number', number: left.number + right.number };
      if (left.is === 'text' && right.is === 'text') return { is: 'text', text: left.text + right.text };
      return unknown;
    }
    const [one, other] = [plain(left), plain(right)];
    if (one === undefined || other === undefined) return unknown;
    if (operator === SyntaxKind.EqualsEqualsEqualsToken) return { is: 'truth', truth: one === other };
    if (operator === SyntaxKind.ExclamationEqualsEqualsToken) return { is: 'truth', truth: one !== other };
    return unknown;
  }

  private named(symbol: Meaning, frame: Frame | undefined): Value | undefined {
    const declaration = this.sources.declarationOf(symbol);
    return declaration && this.declared(declaration, frame);
  }

  private declared(node: Node, frame: Frame | undefined): Value | undefined {
    if (is.isFunctionDeclaration(node)) return this.valueOf(node, this.frameAt(node, frame));
    if (is.isVariableDeclaration(node)) {
      const loop = node.parent.parent;
      if (is.isForOfStatement(loop)) {
        const around = this.frameAt(node, frame);
        const items = this.valueOf(loop.expression, around);
        return items.is === 'list' ? this.anyOf(items.items, node, around) : { is: 'unknown', node };
      }
      if (!node.initializer || !isConstant(node)) return { is: 'unknown', node };
      const around = this.frameAt(node, frame);
      const key = `${placeOf(node)}@${around?.path ?? ''}`;
      const known = this.constants.get(key);
      if (known) return known;
      const value = this.valueOf(node.initializer, around);
      this.constants.set(key, value);
      return value;
    }
    if (is.isBindingElement(node)) return this.bound(node, frame);
    if (is.isParameterDeclaration(node)) return this.parameter(node, frame);
    return undefined;
  }

  /** What a pattern binds to a name. */
  private bound(node: BindingElement, frame: Frame | undefined): Value | undefined {
    const holder = node.parent.parent;
    const known = this.declared(holder, frame);
    if (!known) return undefined;
    const whole = this.recordFor(known, holder, this.frameAt(node, frame), node);
    if (whole.is === 'nothing') throw new Nowhere();
    let value: Value;
    if (node.dotDotDotToken) return this.restOf(whole, node);
    if (is.isArrayBindingPattern(node.parent)) {
      const at = node.parent.elements.findIndex((element) => placeOf(element) === placeOf(node));
      value = this.fieldOf(whole, String(at), node);
    } else value = this.fieldOf(whole, textOfName(node.propertyName ?? node.name), node);
    if (node.initializer && value.is === 'nothing')
      return this.valueOf(node.initializer, this.frameAt(node, frame));
    if (node.initializer && value.is === 'unknown') {
      const around = this.frameAt(node, frame);
      return this.choose(`given ${placeOf(node)}@${around?.path ?? ''}`, 2) === 0
        ? this.valueOf(node.initializer, around)
        : value;
    }
    return value;
  }

  private restOf(whole: Value, node: BindingElement): Value {
    if (whole.is !== 'record' || !is.isObjectBindingPattern(node.parent)) return { is: 'unknown', node };
    const taken = node.parent.elements.map((element) => textOfName(element.propertyName ?? element.name));
    return { is: 'record', fields: new Map([...whole.fields].filter(([key]) => !taken.includes(key))) };
  }

  private parameter(node: ParameterDeclaration, frame: Frame | undefined): Value {
    const unknown: Value = { is: 'unknown', node };
    const fn = node.parent as FunctionNode;
    const at = fn.parameters.findIndex((one) => placeOf(one) === placeOf(node));
    const own = this.frameOf(fn, frame) ?? this.entryOf(node);
    if (!own) return unknown;
    own.args ??= this.argsOfSomeCaller(own);
    const given = own.args?.[at];
    if (own.args && node.dotDotDotToken) return { is: 'list', items: own.args.slice(at) };
    if (own.args && !given) return node.initializer ? this.valueOf(node.initializer, own) : nothing;
    const value = given?.() ?? unknown;
    return value.is === 'nothing' && node.initializer ? this.valueOf(node.initializer, own) : value;
  }

  /** Who calls the function that is read: each of its callers in a world of its own. */
  private argsOfSomeCaller(frame: Frame): readonly Lazy[] | undefined {
    const { fn } = frame;
    const holder = is.isFunctionDeclaration(fn) || is.isMethodDeclaration(fn) ? fn : fn.parent;
    const name = (holder as Node & { name?: Node }).name;
    if (
      name &&
      (is.isFunctionDeclaration(holder) ||
        is.isVariableDeclaration(holder) ||
        is.isMethodDeclaration(holder) ||
        is.isPropertyAssignment(holder))
    ) {
      const symbol = this.sources.symbolOf(name);
      const calls = symbol ? this.sources.callsOf(symbol) : [];
      if (calls.length === 0) return undefined;
      const call = calls[this.choose(`caller of ${placeOf(fn)}`, calls.length)];
      return call && this.argumentsOf(call, this.entryOf(call));
    }
    // A function that is handed to a method of a list gets one of its items.
    if (is.isCallExpression(holder) && is.isPropertyAccessExpression(holder.expression)) {
      const around = this.entryOf(holder);
      const items = this.valueOf(holder.expression.expression, around);
      if (items.is === 'list') return [() => this.anyOf(items.items, fn, around)];
    }
    return undefined;
  }

  /** The frame that a declaration belongs to: of the function around it. */
  private frameAt(node: Node, frame: Frame | undefined): Frame | undefined {
    const fn = functionAround(node);
    return fn && (this.frameOf(fn, frame) ?? this.entryOf(node));
  }

  private frameOf(fn: Node, frame: Frame | undefined): Frame | undefined {
    for (let one = frame; one; one = one.outer) if (placeOf(one.fn) === placeOf(fn)) return one;
    return undefined;
  }

  private called(
    node: Node & { expression: Node; arguments: readonly Node[] },
    frame: Frame | undefined,
  ): Value {
    const unknown: Value = { is: 'unknown', node };
    const { expression } = node;
    if (is.isPropertyAccessExpression(expression)) {
      const method = expression.name.text;
      if (is.isIdentifier(expression.expression) && expression.expression.text === 'Object') {
        const [argument] = node.arguments;
        const of = argument && this.valueOf(argument, frame);
        if (of?.is !== 'record') return unknown;
        return {
          is: 'list',
          items: [...of.fields].map(
            ([key, value]) =>
              () =>
                partOf(method, key, value),
          ),
        };
      }
      if (is.isIdentifier(expression.expression) && expression.expression.text === 'JSON')
        return { is: 'text', text: '{}' };
      if (unreadMethods.has(method)) return unknown;
      const owner = this.valueOf(expression.expression, frame);
      if (owner.is === 'list') return this.ofList(owner.items, method, node, frame);
      if (owner.is === 'text') return this.ofText(owner.text, method, node, frame);
    }
    const fn = this.valueOf(expression, frame);
    if (fn.is === 'nothing') throw new Nowhere();
    if (fn.is !== 'function') return unknown;
    return this.resultOf(fn, this.argumentsOf(node, frame), `${frame?.path ?? ''}/${placeOf(node)}`);
  }

  /** What a call hands over; of a list that is spread and not known, as if it were one thing. */
  private argumentsOf(
    { arguments: given }: { arguments: readonly Node[] },
    frame: Frame | undefined,
  ): readonly Lazy[] {
    return this.itemsOf(given, frame) ?? given.map((argument) => this.lazily(argument, frame));
  }

  private itemsOf(nodes: readonly Node[], frame: Frame | undefined): Lazy[] | undefined {
    const items: Lazy[] = [];
    for (const node of nodes) {
      if (!is.isSpreadElement(node)) items.push(this.lazily(node, frame));
      else {
        const more = this.valueOf(node.expression, frame);
        if (more.is !== 'list') return undefined;
        items.push(...more.items);
      }
    }
    return items;
  }

  private resultOf(
    { node: fn, frame: outer }: Extract<Value, { is: 'function' }>,
    args: readonly Lazy[],
    path: string,
  ): Value {
    const unknown: Value = { is: 'unknown', node: fn };
    if (!fn.body) return unknown;
    const frame: Frame = { fn, args, outer, path };
    if (!is.isBlock(fn.body)) return this.valueOf(fn.body, frame);
    return this.returned(fn.body.statements, frame) ?? nothing;
  }

  /** What statements return; undefined where they come to their end. */
  private returned(statements: readonly Node[], frame: Frame): Value | undefined {
    for (const statement of statements) {
      if (is.isReturnStatement(statement))
        return statement.expression ? this.valueOf(statement.expression, frame) : nothing;
      if (is.isThrowStatement(statement)) throw new Nowhere();
      if (is.isBlock(statement)) {
        const value = this.returned(statement.statements, frame);
        if (value) return value;
      }
      if (is.isIfStatement(statement)) {
        const branch = this.holds(statement.expression, frame)
          ? statement.thenStatement
          : statement.elseStatement;
        const value = branch && this.returned([branch], frame);
        if (value) return value;
      }
      if (is.isSwitchStatement(statement) || is.isTryStatement(statement))
        return { is: 'unknown', node: statement };
    }
    return undefined;
  }

  private ofList(
    items: readonly Lazy[],
    method: string,
    node: Node & { arguments: readonly Node[] },
    frame: Frame | undefined,
  ): Value {
    const unknown: Value = { is: 'unknown', node };
    const [argument] = node.arguments;
    const given = argument && this.valueOf(argument, frame);
    if (method === 'join') {
      const parts: string[] = [];
      for (const item of items) {
        const value = item();
        const said = this.written(value, node, frame, false);
        if (said === undefined) return value.is === 'unknown' ? value : unknown;
        parts.push(said);
      }
      return { is: 'text', text: parts.join(given?.is === 'text' ? given.text : ',') };
    }
    // Which of them a run leaves out is not asked: the text is the same for more or fewer.
    if (method === 'filter' || method === 'toSorted') return { is: 'list', items: [...items] };
    if ((method === 'map' || method === 'flatMap') && given?.is === 'function') {
      const mapped = items.map((item, at): Lazy => {
        const path = `${frame?.path ?? ''}/${placeOf(node)}#${at}`;
        return () => this.resultOf(given, [item, () => ({ is: 'number', number: at })], path);
      });
      if (method === 'map') return { is: 'list', items: mapped };
      const lists = mapped.map((item) => item());
      if (lists.some((list) => list.is !== 'list')) return unknown;
      return { is: 'list', items: lists.flatMap((list) => (list.is === 'list' ? list.items : [])) };
    }
    if (method === 'includes' && given) {
      const [sought, known] = [plain(given), items.map((item) => plain(item()))];
      if (sought !== undefined && !known.includes(undefined))
        return { is: 'truth', truth: known.includes(sought) };
    }
    return unknown;
  }

  private ofText(
    text: string,
    method: string,
    node: Node & { arguments: readonly Node[] },
    frame: Frame | undefined,
  ): Value {
    const args = node.arguments.map((argument) => plain(this.valueOf(argument, frame)));
    const [first, second] = args;
    if (method === 'replaceAll' && typeof first === 'string' && typeof second === 'string')
      return { is: 'text', text: text.replaceAll(first, second) };
    if (method === 'trim') return { is: 'text', text: text.trim() };
    return { is: 'unknown', node };
  }
}
