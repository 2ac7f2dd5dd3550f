import { expect, it } from 'vitest';
import { seal, unseal } from '../../src/core/keys.ts';

const key = Buffer.alloc(32, 7);
const place = 'partner_account.phone siti.hartono';

it('opens what a build from before has sealed, as what it was sealed as alone (T-2)', () => {
  const before = '00000009f8d0737632f7a4f04de4d5f739c7b4a6c1bbec9192cd74a3505831e3e32c64453f788f193216b387';
  const sealed = Buffer.from(before, 'hex');
  expect(unseal(sealed, key, place, 4)?.toString()).toBe('0812-é-3456');
  expect(unseal(sealed, key, `${place}a`, 4)).toBeNull();
  expect(unseal(sealed, Buffer.alloc(32, 8), place, 4)).toBeNull();
});

it.each([
  ['nothing', ''],
  ['what is short', place],
  ['what just fits where it is written', 'é'.repeat(341)],
  ['what does not', 'é'.repeat(342)],
  ['what is very long', `${'é'.repeat(5000)}a`],
])('binds a value to %s that it is sealed as, whatever was sealed or opened in between (T-2)', (_, about) => {
  const sealed = [seal('0812-é', key, about, 4), seal(Buffer.from('0812-é'), key, about, 4)];
  seal('other', key, 'x'.repeat(400));
  for (const one of sealed) {
    expect(unseal(one, key, about, 4)?.toString()).toBe('0812-é');
    expect(unseal(one, key, `${about}b`, 4)).toBeNull();
    expect(unseal(one, key, about.slice(1) || 'b', 4)).toBeNull();
  }
});
