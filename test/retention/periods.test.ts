import { describe, expect, it } from 'vitest';
import { readEnv } from '../../src/env.ts';
import { periodsOf } from '../../src/retention/periods.ts';
import { allRetention } from '../support/retention.ts';

const env = (RETENTION: string) => readEnv({ PLAYGROUND: 'true', RETENTION }).RETENTION;
const problems = (RETENTION: string) => periodsOf(allRetention, env(RETENTION)).problems;

describe('T-3 the setting RETENTION', () => {
  it('gives kinds of data other periods, and leaves the others what they are', () => {
    const { days, problems: none } = periodsOf(allRetention, env('user-id.request=3650, form.draft=2'));
    expect(none).toEqual([]);
    expect(days.get('user-id.request')).toBe(3650);
    expect(days.get('form.draft')).toBe(2);
    expect(days.get('mail.sent')).toBe(180);
    expect(periodsOf(allRetention, env('')).days.get('form.draft')).toBe(7);
  });

  it('says what is no kind, what is too short, and what is longer than what it belongs to, all at once', () => {
    expect(problems('user-id.requests=10, user-id.request=100, view=30')).toEqual([
      expect.stringMatching(
        /^RETENTION user-id\.requests is no kind of data: .*form\.draft.*user-id\.request/,
      ),
      'RETENTION view must be at least 365 days',
      'RETENTION user-id.files (730 days) must not be longer than that of user-id.request (100 days)',
      'RETENTION user-id.request must be at least 365 days',
    ]);
  });

  it.each([
    'user-id.request',
    'form.draft=soon',
    'form.draft=7 form.draft=8',
    'form.draft=-1',
    'Form Draft=3',
  ])('refuses %j at the start, with what it should be', (given) => {
    expect(() => env(given)).toThrow(
      /RETENTION must be kinds of data with their days, each once, such as user-id\.request=1825, form\.draft=7; not /,
    );
  });
});
