/**
 * The vocabulary in which the table of limits is written: checks of single values, put together to checks of objects.
 * Problems are worded like Slack's own, with a pointer to the place.
 */

export type Surface = 'message' | 'modal' | 'home';

export interface Scope {
  surface: Surface;
  problems: string[];
  /** Blocks that the workspace does not have. */
  lacking?: readonly string[] | undefined;
}

/** Looks at one value, adds its problems. */
export type Check = (value: unknown, at: string, scope: Scope) => void;
export type Fields = Record<string, Check>;

export const problem = (scope: Scope, text: string, at: string): void => {
  scope.problems.push(`${text} [json-pointer:${at}]`);
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Slack counts characters, not UTF-16 units. */
export const lengthOf = (text: string): number => [...text].length;

export const string =
  (max: number, min = 0): Check =>
  (value, at, scope) => {
    if (typeof value !== 'string') problem(scope, 'must be a string', at);
    else if (lengthOf(value) > max) problem(scope, `must be less than ${max + 1} characters`, at);
    else if (lengthOf(value) < min) problem(scope, `must be more than ${min - 1} characters`, at);
  };

export const matching =
  (pattern: RegExp, wanted: string): Check =>
  (value, at, scope) => {
    if (typeof value !== 'string' || !pattern.test(value)) problem(scope, `must be ${wanted}`, at);
  };

export const boolean: Check = (value, at, scope) => {
  if (typeof value !== 'boolean') problem(scope, 'must be a boolean', at);
};

export const integer =
  (min: number, max: number): Check =>
  (value, at, scope) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) problem(scope, 'must be an integer', at);
    else if (value < min) problem(scope, `must be greater than or equal to ${min}`, at);
    else if (value > max) problem(scope, `must be less than or equal to ${max}`, at);
  };

export const oneOf =
  (...allowed: string[]): Check =>
  (value, at, scope) => {
    if (typeof value !== 'string' || !allowed.includes(value))
      problem(scope, `must be one of: ${allowed.join(', ')}`, at);
  };

export const list =
  (min: number, max: number, item: Check): Check =>
  (value, at, scope) => {
    if (!Array.isArray(value)) {
      problem(scope, 'must be an array', at);
      return;
    }
    if (value.length > max) problem(scope, `no more than ${max} items allowed`, at);
    if (value.length < min) problem(scope, `no less than ${min} items required`, at);
    value.forEach((each, index) => {
      item(each, `${at}/${index}`, scope);
    });
  };

/** An object with these fields and no others; names ending in `!` are required. */
export const object = (fields: Fields): Check => {
  const known = new Map(Object.entries(fields).map(([name, check]) => [name.replace('!', ''), check]));
  const required = Object.keys(fields).flatMap((name) => (name.endsWith('!') ? name.slice(0, -1) : []));
  return (value, at, scope) => {
    if (!isObject(value)) {
      problem(scope, 'must be an object', at);
      return;
    }
    for (const name of required) {
      if (value[name] === undefined) problem(scope, `missing required field: ${name}`, at);
    }
    for (const [name, each] of Object.entries(value)) {
      const check = known.get(name);
      if (!check) problem(scope, `invalid additional property: ${name}`, at);
      else if (each !== undefined) check(each, `${at}/${name}`, scope);
    }
  };
};

export const all =
  (...checks: Check[]): Check =>
  (value, at, scope) => {
    for (const check of checks) check(value, at, scope);
  };

export const typeIs = (name: string): Check => oneOf(name);
