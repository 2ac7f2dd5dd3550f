import { expect, it } from 'vitest';
import { ownPath } from '../../src/chat/own-links.ts';

it.each([
  [
    'https://pintu.example.com',
    'https://pintu.example.com/portal/requests/UID-2026-1',
    '/portal/requests/UID-2026-1',
  ],
  [
    'https://pintu.example.com',
    'https://pintu.example.com/portal/requests/UID-2026-1?x=1#y',
    '/portal/requests/UID-2026-1',
  ],
  ['https://example.com/pintu', 'https://example.com/pintu/portal', '/portal'],
  ['https://example.com/pintu', 'https://example.com/pintuku/portal', null],
  ['https://pintu.example.com', 'http://pintu.example.com/portal', null],
  ['https://pintu.example.com', 'https://pintu.example.com.evil.example/portal', null],
  ['https://pintu.example.com', 'https://pintu.example.com:8443/portal', null],
  ['https://pintu.example.com', 'https://pintu.example.com', '/'],
  ['https://pintu.example.com', 'pintu', null],
  ['https://pintu.example.com', '', null],
])('of people who reach us at %s the address %s is %s', (publicUrl, address, path) => {
  expect(ownPath(publicUrl, address)).toBe(path);
});
