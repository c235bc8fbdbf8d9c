import { decode, encode } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerQuery } from './answer-query.ts';
import type { Asker } from './member.ts';
import { NameTable } from './name-table.ts';
import { type Query, readQuery } from './query.ts';
import { bareReply, datagramLimit } from './reply.ts';

const asker: Asker = {
  container: 'c',
  addresses: ['10.0.0.9'],
  networks: [{ id: 'n', name: 'net' }],
  upstream: [],
  external: true,
  ndotsChosen: false,
  host: { v4: '10.0.0.1' },
};

function question(name: string, type: 'A' | 'AAAA' | 'PTR' | 'MX' | 'AXFR' = 'A', edns?: number): Buffer {
  return encode({
    type: 'query',
    id: 7,
    flags: 0x100,
    questions: [{ name, type }],
    additionals:
      edns === undefined
        ? []
        : [
            {
              type: 'OPT',
              name: '.',
              udpPayloadSize: edns,
              extendedRcode: 0,
              ednsVersion: 0,
              flags: 0,
              flag_do: false,
              options: [],
            },
          ],
  });
}

function read(raw: Buffer): Query {
  const reading = readQuery(raw);
  if (reading.kind !== 'query') throw new Error(reading.kind);
  return reading.query;
}

function ask(table: NameTable, raw: Buffer) {
  const query = read(raw);
  const reply = answerQuery(table, asker, query, datagramLimit(query), () => 0);
  return reply === undefined ? undefined : decode(reply);
}

const web = { container: 'w', network: 'n', names: ['web', 'www'], v4: '10.0.0.2', v6: 'fd00::2' };
const table = new NameTable([web, { container: 'd', network: 'n', names: ['db'], v4: '10.0.0.3' }], [asker]);

describe('answerQuery', () => {
  it('answers an address of the family that was asked for, in the letters that were asked', () => {
    expect(ask(table, question('WEB'))?.answers).toMatchObject([
      { name: 'WEB', type: 'A', data: '10.0.0.2' },
    ]);
    expect(ask(table, question('web.net', 'AAAA'))?.answers).toMatchObject([
      { type: 'AAAA', data: 'fd00::2' },
    ]);
  });

  it('answers nothing, and no error, for what a known name does not have', () => {
    for (const type of ['AAAA', 'MX'] as const) {
      expect(ask(table, question('db', type))).toMatchObject({ rcode: 'NOERROR', answers: [], id: 7 });
    }
  });

  it('leaves unknown names and addresses to others', () => {
    expect(ask(table, question('example.org'))).toBeUndefined();
    expect(ask(table, question('9.9.9.9.in-addr.arpa', 'PTR'))).toBeUndefined();
  });

  it('asks nobody outside for a name of one label when the user chose ndots', () => {
    const chooser = { ...asker, ndotsChosen: true };
    const query = read(question('unknown'));
    const reply = answerQuery(table, chooser, query, 512, () => 0);
    expect(decode(reply ?? Buffer.alloc(0))).toMatchObject({ rcode: 'NOERROR', answers: [] });
    expect(answerQuery(table, chooser, read(question('example.org')), 512, () => 0)).toBeUndefined();
  });

  it('answers reverse look-ups with the name on the network, in both families', () => {
    const reverse = '2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa';
    for (const name of ['2.0.0.10.in-addr.arpa', reverse]) {
      expect(ask(table, question(name, 'PTR'))?.answers).toMatchObject([{ type: 'PTR', data: 'web.net' }]);
    }
  });

  it('keeps EDNS, and refuses a version that it does not know', () => {
    const { additionals } = ask(table, question('web', 'A', 4096)) ?? {};
    expect(additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 1232 }]);
    const newer = question('web', 'A', 4096);
    newer[newer.length - 5] = 1;
    expect(ask(table, newer)).toMatchObject({ answers: [], additionals: [{ extendedRcode: 1 }] });
  });

  it('refuses to hand out a whole zone', () => {
    expect(ask(table, question('net', 'AXFR'))).toMatchObject({ rcode: 'REFUSED' });
  });

  it('says what was cut off when a name has more addresses than a datagram holds', () => {
    const many = Array.from({ length: 100 }, (_, index) => ({
      container: `${index}`,
      network: 'n',
      names: ['all'],
      v4: `10.1.0.${index}`,
    }));
    const crowd = new NameTable(many, [asker]);
    const small = ask(crowd, question('all'));
    expect(small?.flag_tc).toBe(true);
    expect(small?.answers?.length).toBeGreaterThan(10);
    expect(ask(crowd, question('all', 'A', 4096))).toMatchObject({
      flag_tc: false,
      answers: { length: 100 },
    });
  });
});

describe('readQuery', () => {
  /** What a client gets for any bytes at all; an empty answer for none. */
  function got(raw: Buffer): Buffer {
    const reading = readQuery(raw);
    if (reading.kind === 'ignored') return Buffer.alloc(0);
    if (reading.kind === 'wrong') return bareReply(raw, reading.rcode);
    const { query } = reading;
    return answerQuery(table, asker, query, datagramLimit(query), () => 0) ?? Buffer.alloc(0);
  }

  it('answers any bytes with nothing, or with a short answer under the same id', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const raw = Buffer.from(bytes);
        const reply = got(raw);
        expect(reply.subarray(0, 2)).toEqual(raw.subarray(0, reply.length === 0 ? 0 : 2));
        expect(reply.length).toBeLessThan(4096);
      }),
    );
  });

  it('answers a damaged question with what can be read', () => {
    const change = fc.tuple(fc.nat(60), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(60), (changes, length) => {
        const raw = question('web.net', 'A', 1232);
        for (const [at, byte] of changes) if (at < raw.length) raw[at] = byte;
        const reply = got(raw.subarray(0, Math.max(12, length)));
        expect(() => (reply.length === 0 ? undefined : decode(reply))).not.toThrow();
      }),
    );
  });

  it.each([
    ['a name that points to itself', Buffer.from('00070100000100000000000' + '0c00c00010001', 'hex')],
    ['a label beyond the end', Buffer.from('000701000001000000000000' + '3f6100', 'hex')],
    ['no question', Buffer.from('000701000000000000000000', 'hex')],
    ['more records than there are', Buffer.from('00070100000100000000ffff' + '0161000001' + '0001', 'hex')],
    [
      'a name without an end',
      Buffer.concat([Buffer.from('000701000001000000000000', 'hex'), Buffer.alloc(4000, 1)]),
    ],
  ])('calls %s malformed', (_what, raw) => {
    expect(readQuery(raw)).toEqual({ kind: 'wrong', rcode: 1 });
  });

  it('ignores answers, so that two servers never talk to each other for ever', () => {
    const raw = question('web');
    raw.writeUInt16BE(0x8000, 2);
    expect(readQuery(raw)).toEqual({ kind: 'ignored' });
  });

  it('takes a dot within a label for no border', () => {
    const raw = question('web.net');
    raw[12] = 7;
    raw[16] = 0x2e;
    expect(read(raw).name).toBe('web\\.net');
  });
});
