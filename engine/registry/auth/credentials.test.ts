import { describe, expect, it } from 'vitest';
import { type AuthFields, credentialsOf } from './credentials.ts';

const packed = (text: string) => Buffer.from(text).toString('base64');

describe('the credentials in a client’s fields', () => {
  it.each<[string, AuthFields, object]>([
    ['none', {}, { kind: 'anonymous' }],
    ['empty ones', { username: '', password: '', auth: '' }, { kind: 'anonymous' }],
    ['a password', { username: 'ann', password: 'x' }, { kind: 'password', username: 'ann', password: 'x' }],
    ['a packed pair', { auth: packed('ann:a:b') }, { kind: 'password', username: 'ann', password: 'a:b' }],
    ['a padded pair', { auth: packed('ann:x\0\0') }, { kind: 'password', username: 'ann', password: 'x' }],
    ['a pair that is none', { auth: packed('nonsense') }, { kind: 'anonymous' }],
    [
      'an identity token',
      { username: 'ann', identitytoken: 't' },
      { kind: 'identity-token', username: 'ann', token: 't' },
    ],
    [
      'a registry token, the strongest',
      { registrytoken: 'r', identitytoken: 't', username: 'a' },
      { kind: 'registry-token', token: 'r' },
    ],
  ])('%s', (_, fields, expected) => {
    expect(credentialsOf(fields)).toEqual(expected);
  });
});
