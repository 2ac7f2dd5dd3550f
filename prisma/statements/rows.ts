import type { CallExpression } from 'typescript/unstable/ast';
import { type Checker, type Type, TypeFlags, type TypeReference } from 'typescript/unstable/sync';
import type { Column } from './describe.ts';

/** What a row is declared to be: its fields, each with its type. */
export type DeclaredRow = ReadonlyMap<string, { type: Type; optional: boolean }>;

/** The rows that a call of `query` is declared to answer; undefined where it says nothing of them. */
export function declaredRow(checker: Checker, call: CallExpression): DeclaredRow | undefined {
  const signature = checker.getResolvedSignature(call);
  const promised = signature && checker.getReturnTypeOfSignature(signature);
  const answer = promised && argumentOf(checker, promised);
  if (!answer) return undefined;
  // Rows by themselves, or in pg's own result.
  const list = checker.isArrayType(answer) ? answer : fieldType(checker, answer, 'rows');
  const row = list && argumentOf(checker, list);
  return row && fieldsOf(checker, row);
}

/** The rows of a statement that comes whole (`wholeRows`), of its only column the type; undefined where it says nothing of them. */
export function declaredWhole(checker: Checker, declared: DeclaredRow): DeclaredRow | undefined {
  const whole = declared.get('whole');
  return whole && fieldsOf(checker, whole.type);
}

function fieldsOf(checker: Checker, row: Type): DeclaredRow | undefined {
  if (row.flags & (TypeFlags.AnyOrUnknown | TypeFlags.NonPrimitive)) return undefined;
  const fields = checker.getPropertiesOfType(row).map((field) => {
    const type = checker.getTypeOfSymbol(field) ?? checker.getAnyType();
    return [
      field.name,
      { type, optional: checker.isTypeAssignableTo(checker.getUndefinedType(), type) },
    ] as const;
  });
  return new Map(fields);
}

function argumentOf(checker: Checker, type: Type): Type | undefined {
  return type.isTypeReference() ? checker.getTypeArguments(type as TypeReference)[0] : undefined;
}

function fieldType(checker: Checker, type: Type, name: string): Type | undefined {
  const field = checker.getPropertyOfType(type, name);
  return field && checker.getTypeOfSymbol(field);
}

/** What is wrong with a declared row, by the columns that each form of the statement really answers; in words. */
export function differences(
  checker: Checker,
  declared: DeclaredRow,
  forms: readonly (readonly Column[])[],
): string[] {
  const wrong = forms.flatMap((columns) => differing(checker, declared, columns));
  // One form may leave empty what another never does.
  for (const [name, { type }] of declared) {
    const columns = forms.map((form) => form.findLast((one) => one.name === name));
    if (takesNull(type) && columns.every((column) => column?.nullable === false))
      wrong.push(`\`${name}\` is declared as ${checker.typeToString(type)} and is never NULL`);
  }
  return [...new Set(wrong)];
}

const partsOf = (type: Type): readonly Type[] => (type.isUnionType() ? type.getTypes() : undefined) ?? [type];
const takesNull = (type: Type): boolean => partsOf(type).some((part) => part.flags & TypeFlags.Null);

function differing(checker: Checker, declared: DeclaredRow, columns: readonly Column[]): string[] {
  const wrong: string[] = [];
  for (const [name, { type, optional }] of declared) {
    const column = columns.findLast((one) => one.name === name);
    if (!column) {
      if (!optional)
        wrong.push(
          `\`${name}\` is no column of it; its columns are ${columns.map((one) => one.name).join(', ')}`,
        );
      continue;
    }
    const said = checker.typeToString(type);
    const parts = partsOf(type);
    if (parts.some((part) => part.flags & TypeFlags.AnyOrUnknown)) continue;
    const values = parts.filter((part) => !(part.flags & (TypeFlags.Null | TypeFlags.Undefined)));
    const unfit = values.filter((part) => !fits(checker, part, column));
    if (unfit.length > 0) wrong.push(`\`${name}\` is declared as ${said} and is ${column.type}`);
    if (column.nullable && !takesNull(type)) wrong.push(`\`${name}\` is declared as ${said} and can be NULL`);
  }
  return wrong;
}

const numbers = ['smallint', 'integer', 'real', 'double precision', 'oid'];
const dates = ['timestamp with time zone', 'timestamp without time zone', 'date'];

/** Whether pg makes of a column's values what a type says. */
function fits(checker: Checker, type: Type, column: Column): boolean {
  if (column.type.endsWith('[]')) {
    const item = checker.isArrayType(type) ? argumentOf(checker, type) : undefined;
    return item !== undefined && fits(checker, item, { ...column, type: column.type.slice(0, -2) });
  }
  if (column.type === 'json' || column.type === 'jsonb') return true;
  if (column.type === 'boolean') return (type.flags & TypeFlags.BooleanLike) !== 0;
  if (numbers.includes(column.type)) return (type.flags & TypeFlags.NumberLike) !== 0;
  if (dates.includes(column.type)) return type.getSymbol()?.name === 'Date';
  if (column.type === 'bytea') return ['Buffer', 'Uint8Array'].includes(type.getSymbol()?.name ?? '');
  if (column.type === 'void') return true;
  // pg hands over everything else as text.
  if (column.labels && type.isStringLiteralType()) return column.labels.includes(String(type.value));
  return (type.flags & TypeFlags.StringLike) !== 0;
}
