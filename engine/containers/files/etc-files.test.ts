import { describe, expect, it } from 'vitest';
import { hostsText, parseExtraHosts, resolvText } from './etc-files.ts';

describe('hostsText', () => {
  it('names the loopback and what was added', () => {
    const text = hostsText(undefined, { ExtraHosts: ['db:10.0.0.5', 'six:[::2]'] });
    expect(text).toMatch(/^127\.0\.0\.1\tlocalhost\n/);
    expect(text).toMatch(/\n10\.0\.0\.5\tdb\n::2\tsix\n$/);
  });

  it('keeps the file of the host on its network', () => {
    expect(hostsText('127.0.0.1 me\n', {})).toBe('127.0.0.1 me\n');
  });
});

describe('parseExtraHosts', () => {
  it('refuses a value without an address', () => {
    expect(() => parseExtraHosts(['db'])).toThrow('bad format for add-host: "db"');
    expect(() => parseExtraHosts(['db:'])).toThrow('bad format');
  });
});

describe('resolvText', () => {
  const host = '# comment\nnameserver 1.1.1.1\nsearch corp\noptions ndots:2\n';

  it('keeps what the host says when nothing is asked', () => {
    expect(resolvText(host, {})).toBe('nameserver 1.1.1.1\nsearch corp\noptions ndots:2\n');
  });

  it('replaces what is asked for', () => {
    expect(
      resolvText(host, { Dns: ['9.9.9.9', '8.8.8.8'], DnsSearch: ['a', 'b'], DnsOptions: ['rotate'] }),
    ).toBe('nameserver 9.9.9.9\nnameserver 8.8.8.8\nsearch a b\noptions rotate\n');
  });

  it('takes a search of "." as none', () => {
    expect(resolvText(host, { DnsSearch: ['.'] })).toBe('nameserver 1.1.1.1\noptions ndots:2\n');
  });
});
