import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { settingNames } from './env.ts';

export interface EnvFile {
  values: Record<string, string>;
  /** What cannot be read as it is meant, by line. */
  problems: string[];
  /** Names that are no settings of ours: a slip of the pen, or somebody else's. */
  unknown: string[];
}

/** Reads a file of `NAME=value` lines, as Node does; one that is not there has no values. */
export function readEnvFile(file: string): EnvFile {
  let text: string;
  try {
    text = new TextDecoder().decode(readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problems = code === 'ENOENT' ? [] : [`${file} cannot be read (${code})`];
    return { values: {}, problems, unknown: [] };
  }
  const values = Object.fromEntries(
    Object.entries(parseEnv(text)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return {
    values,
    problems: lineProblems(text).map(({ line, problem }) => `${file}, line ${line}: ${problem}`),
    unknown: Object.keys(values).filter((name) => !settingNames.includes(name)),
  };
}

/** What Node takes without a word and otherwise than it was meant. */
function lineProblems(text: string): { line: number; problem: string }[] {
  // A value in quotes may go over several lines and hold anything.
  const plain = text.replace(
    /^(\s*(?:export\s+)?[\w.]+[ \t]*=[ \t]*)(["'`])[\s\S]*?\2/gm,
    (whole, name: string) =>
      `${name}quoted${'\n'.repeat(whole.split('\n').length - name.split('\n').length)}`,
  );
  return plain.split(/\r?\n/).flatMap((line, index) => {
    const problem = lineProblem(line.trim());
    return problem ? [{ line: index + 1, problem }] : [];
  });
}

function lineProblem(line: string): string | null {
  if (line === '' || line.startsWith('#')) return null;
  const [, value] = /^(?:export\s+)?[A-Za-z_]\w*\s*=\s*(.*)$/.exec(line) ?? [];
  if (value === undefined) return 'this is not NAME=value';
  if (/^["'`]/.test(value)) return 'the quote is not closed';
  if (/[^\s#]#/.test(value)) return 'a value with # in it stands in quotes, or what follows is a comment';
  return null;
}
