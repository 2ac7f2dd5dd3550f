/** What a column says of people. */
export const kinds = [
  'none',
  'name',
  'address',
  'account',
  'nik',
  'nip',
  'phone',
  'work',
  'words',
  'typed',
  'record',
  'file',
  'picture',
  'secret',
] as const;
/** How it lies in the database: as it is, encrypted, or as a hash. */
export const forms = ['plain', 'sealed', 'hashed'] as const;

export interface PersonalColumn {
  /** `Model.field`, as the schema names it. */
  column: string;
  kind: (typeof kinds)[number];
  form: (typeof forms)[number];
}

/** A line of a model in the schema that names a field, and of what type that is. */
interface Field {
  model: string;
  name: string;
  type: string;
  line: string;
}

/** A block begins at the margin and ends there, whatever braces stand in its lines. */
const begins = /^(\w+) (\w+) \{$/;
const ends = '}';
const declared = /^ +(\w+) +(\w+)/;

/** The fields of all models, in the schema's order; enums, and what is commented out, have none. */
export function fieldsIn(schema: string): Field[] {
  const fields: Field[] = [];
  let model: string | null = null;
  for (const line of schema.split('\n')) {
    const [, kind, named = ''] = begins.exec(line) ?? [];
    if (kind) model = kind === 'model' ? named : null;
    else if (line === ends) model = null;
    const [, name, type] = declared.exec(line) ?? [];
    if (model && name && type) fields.push({ model, name, type, line });
  }
  return fields;
}

const holding = ['String', 'Bytes', 'Json'];
const annotation = /\/\/ personal: (\w+)(?: (\w+))?$/;

const among = <Word extends string>(words: readonly Word[], word: string | undefined): Word | undefined =>
  words.find((each) => each === word);

/**
 * What the schema says of each column that could hold something of somebody (T-2): text, bytes and JSON, annotated `// personal: nik sealed`, or
 * `// personal: none`. Numbers, times and states refer to people without saying anything of them. `unsaid` are the columns whose annotation is
 * missing or is not one.
 */
export function personalColumns(schema: string): { said: PersonalColumn[]; unsaid: string[] } {
  const said: PersonalColumn[] = [];
  const unsaid: string[] = [];
  for (const { model, name, type, line } of fieldsIn(schema)) {
    if (!holding.includes(type)) continue;
    const column = `${model}.${name}`;
    const [, kindWord, formWord] = annotation.exec(line) ?? [];
    const kind = among(kinds, kindWord);
    const form = kind === 'none' && formWord === undefined ? 'plain' : among(forms, formWord);
    if (kind && form) said.push({ column, kind, form });
    else unsaid.push(column);
  }
  return { said, unsaid };
}

/** What is to be sealed: NIKs, phone numbers, secrets, letters, and what was typed into rows and forms. */
const confidential: readonly string[] = ['nik', 'phone', 'secret', 'file', 'typed'];
/** What is wrong with the schema's annotations, in words: none said, or what is confidential and lies open (T-2). */
export function personalFaults(schema: string): string[] {
  const { said, unsaid } = personalColumns(schema);
  const open = said
    .filter(({ kind, form }) => confidential.includes(kind) && form === 'plain')
    .map(({ column }) => column);
  return [
    ...unsaid.map(
      (column) =>
        `${column} does not say what it holds of people: "// personal: none", or a kind of ${kinds.slice(1).join(', ')} with ${forms.join(', ')}`,
    ),
    ...open.map((column) => `${column} is to be sealed or hashed`),
  ];
}
