import { describe, expect, it } from 'vitest';
import { decodeData, encodeData, parseClientMessage } from './stream-protocol.ts';

describe('data messages', () => {
  it('carry their stream’s id in four bytes, big-endian', () => {
    expect([...encodeData(0x01020304, Buffer.from([9, 8]))]).toEqual([1, 2, 3, 4, 9, 8]);
  });

  it('come out as they went in, for the largest id and without payload', () => {
    expect(decodeData(encodeData(0xffffffff, Buffer.from('hi')))).toEqual({
      id: 0xffffffff,
      payload: new Uint8Array(Buffer.from('hi')),
    });
    expect(decodeData(encodeData(5, new Uint8Array()))?.payload).toHaveLength(0);
  });

  it('are read from the middle of a larger buffer', () => {
    const frame = Buffer.concat([Buffer.from('junk'), encodeData(3, Buffer.from('x'))]).subarray(4);
    expect(decodeData(frame)).toMatchObject({ id: 3 });
  });

  it('are nothing when too short for an id', () => {
    expect(decodeData(Buffer.from([0, 0, 1]))).toBeUndefined();
  });
});

describe('messages of a page', () => {
  it.each([
    { type: 'open', id: 1, kind: 'http', method: 'GET', path: '/engine/events' },
    { type: 'open', id: 2, kind: 'hijack', method: 'POST', path: '/engine/exec/x/start', body: '{}' },
    {
      type: 'open',
      id: 2,
      kind: 'http',
      method: 'POST',
      path: '/engine/x',
      headers: { 'X-Registry-Auth': 'a' },
    },
    { type: 'end', id: 1 },
    { type: 'cancel', id: 1 },
    { type: 'credit', id: 1, bytes: 65_536 },
  ])('are understood: $type', (message) => {
    expect(parseClientMessage(JSON.stringify(message))).toEqual(message);
  });

  it.each([
    ['no JSON', '{'],
    ['not an object', '1'],
    ['an unknown type', '{"type":"close","id":1}'],
    ['no id', '{"type":"end"}'],
    ['a negative id', '{"type":"end","id":-1}'],
    ['an id beyond four bytes', '{"type":"end","id":4294967296}'],
    [
      'a method that streams do not have',
      '{"type":"open","id":1,"kind":"http","method":"DELETE","path":"/engine/x"}',
    ],
    ['credit that takes away', '{"type":"credit","id":1,"bytes":-5}'],
    ['credit without end', '{"type":"credit","id":1,"bytes":1e999}'],
  ])('are nothing with %s', (_what, text) => {
    expect(parseClientMessage(text)).toBeUndefined();
  });
});
