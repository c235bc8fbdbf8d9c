import { describe, expect, it } from 'vitest';
import type { Asker, AskerNetwork, NameMember } from './member.ts';
import { NameTable } from './name-table.ts';
import { addressOfReverseName } from './reverse-name.ts';

function asker(...networks: readonly AskerNetwork[]): Asker {
  return {
    container: 'me',
    addresses: ['10.0.0.9', 'FD00:0::9'],
    networks,
    upstream: [],
    external: true,
    ndotsChosen: false,
    host: { v4: '10.0.0.1', v6: 'fd00::1' },
  };
}
const one: AskerNetwork = { id: '1', name: 'front' };
const two: AskerNetwork = { id: '2', name: 'back' };
const members: readonly NameMember[] = [
  { container: 'a', network: '1', names: ['a', 'Shared', 'front-only'], v4: '10.0.0.2' },
  { container: 'b', network: '1', names: ['b', 'shared'], v4: '10.0.0.3' },
  { container: 'a', network: '2', names: ['a', 'back-only'], v4: '10.0.2.2' },
];
const table = new NameTable(members, [asker(one)]);

describe('NameTable', () => {
  it('knows an asker by any of its addresses, however they are written', () => {
    expect(table.asker('fd00::9')?.container).toBe('me');
    expect(table.asker('10.0.0.8')).toBeUndefined();
  });

  it('finds names on the networks of the asker only, the first network first', () => {
    expect(table.find(asker(one), 'back-only')).toBeUndefined();
    expect(table.find(asker(one, two), 'back-only')?.v4).toEqual(['10.0.2.2']);
    expect(table.find(asker(two, one), 'a')?.v4).toEqual(['10.0.2.2']);
  });

  it('finds all who share an alias, and each by its network', () => {
    expect(table.find(asker(one), 'SHARED')?.v4).toEqual(['10.0.0.2', '10.0.0.3']);
    expect(table.find(asker(one, two), 'a.BACK')?.v4).toEqual(['10.0.2.2']);
    expect(table.find(asker(one), 'a.back')).toBeUndefined();
  });

  it('follows a link for the one who has it, also before names of others', () => {
    const linked = {
      ...one,
      links: new Map([
        ['b', 'a'],
        ['gone', 'x'],
      ]),
    };
    expect(table.find(asker(linked), 'b')?.v4).toEqual(['10.0.0.2']);
    expect(table.find(asker(linked), 'gone')).toBeUndefined();
  });

  it('names the host', () => {
    expect(table.find(asker(), 'host.docker.internal')).toEqual({ v4: ['10.0.0.1'], v6: ['fd00::1'] });
  });
});

describe('addressOfReverseName', () => {
  it.each([
    ['2.0.0.10.in-addr.arpa', '10.0.0.2'],
    ['2.0.0.10.IN-ADDR.ARPA', '10.0.0.2'],
    ['300.0.0.10.in-addr.arpa', undefined],
    ['0.10.in-addr.arpa', undefined],
    ['1.ip6.arpa', undefined],
    ['web', undefined],
  ])('%s → %s', (name, address) => {
    expect(addressOfReverseName(name)).toBe(address);
  });
});
