import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { messageOf, traceOf } from '../src/core/errors.ts';
import { projectRoot } from '../src/core/root.ts';

const because = (message: string, cause: unknown) => new Error(message, { cause });

describe('an error in words', () => {
  it('says the whole chain of causes', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:443'), { code: 'ECONNREFUSED' });
    expect(messageOf(because('the hub was not told', because('fetch failed', refused)))).toBe(
      'the hub was not told: fetch failed: connect ECONNREFUSED 10.0.0.7:443',
    );
  });

  it('says what an error gathers, also where that says nothing itself', () => {
    const gathered = Object.assign(
      new AggregateError(
        [new Error('connect ECONNREFUSED ::1:5432'), new Error('connect ECONNREFUSED 127.0.0.1:5432')],
        '',
      ),
      { code: 'ECONNREFUSED' },
    );
    expect(messageOf(because('not written', gathered))).toBe(
      'not written: ECONNREFUSED: connect ECONNREFUSED ::1:5432: connect ECONNREFUSED 127.0.0.1:5432',
    );
  });

  it('does not repeat what the text before has quoted, and ends where causes go round', () => {
    const inner = new Error('invalid_auth');
    const outer = because('An API error occurred: invalid_auth', inner);
    expect(messageOf(outer)).toBe('An API error occurred: invalid_auth');
    inner.cause = outer;
    expect(messageOf(outer)).toBe('An API error occurred: invalid_auth');
  });

  it.each([
    ['a text', 'out of paper', 'out of paper'],
    ['nothing', undefined, 'undefined'],
    ['an error without words', new TypeError(), 'TypeError'],
    ['a text as cause', because('no print', 'out of paper'), 'no print: out of paper'],
  ])('takes %s', (_, thrown, expected) => expect(messageOf(thrown)).toBe(expected));

  it('has the trace of every error of the chain', () => {
    const trace = traceOf(because('outer', new TypeError('copyFrom is not a function')));
    expect(trace).toMatch(/^Error: outer\n\s+at /);
    expect(trace).toMatch(/\ncaused by TypeError: copyFrom is not a function\n\s+at /);
  });

  it('is put into words in one place alone', () => {
    const src = path.join(projectRoot, 'src');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !/^(db\/generated|playground)\//.test(file),
    );
    const ownWords = /\berror: (?:String\(|\w+\.(?:message|stack)\b)|\.stack\b/;
    const offending = files.filter(
      (file) => file !== 'core/errors.ts' && ownWords.test(readFileSync(path.join(src, file), 'utf8')),
    );
    expect(offending).toEqual([]);
  });
});
