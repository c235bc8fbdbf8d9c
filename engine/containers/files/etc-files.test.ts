import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followEtcFiles, writeEtcFiles } from './etc-files.ts';
import { type EtcNetwork, NO_NETWORK } from './etc-network.ts';
import { hostsEntries, parseExtraHosts, withEntries } from './hosts-text.ts';
import { resolvText } from './resolv-text.ts';

const plain: EtcNetwork = {
  ...NO_NETWORK,
  kind: 'plain',
  addresses: ['172.17.0.2'],
  hostGateways: ['172.17.0.1'],
};
const named: EtcNetwork = {
  ...plain,
  kind: 'named',
  addresses: ['10.1.0.2', 'fd00::2'],
  hostGateways: ['10.1.0.1'],
};
const hostNetwork: EtcNetwork = { ...NO_NETWORK, kind: 'host' };

describe('hostsEntries', () => {
  it('names what was added, the host on the default bridge, and the container by each of its addresses', () => {
    expect(hostsEntries({ Hostname: 'me' }, { ExtraHosts: ['db:10.0.0.5', 'six=[::2]'] }, plain)).toEqual([
      '10.0.0.5\tdb',
      '::2\tsix',
      '172.17.0.1\thost.docker.internal',
      '172.17.0.2\tme',
    ]);
    const config = { Hostname: 'me', Domainname: 'corp.org' };
    expect(hostsEntries(config, {}, named)).toEqual(['10.1.0.2\tme.corp.org me', 'fd00::2\tme.corp.org me']);
  });

  it('puts the gateway in the place of host-gateway, and says when there is none', () => {
    const host = { ExtraHosts: ['host.docker.internal:host-gateway'] };
    expect(hostsEntries({ Hostname: 'me' }, host, plain)).toEqual([
      '172.17.0.1\thost.docker.internal',
      '172.17.0.2\tme',
    ]);
    expect(() => hostsEntries({}, host, NO_NETWORK)).toThrow(
      'unable to derive the IP value for host-gateway',
    );
  });

  it('names linked containers', () => {
    const links = [{ address: '172.17.0.3', names: ['db', '0123456789ab', 'postgres'] }];
    expect(hostsEntries({ Hostname: 'me' }, {}, { ...plain, links })).toContain(
      '172.17.0.3\tdb 0123456789ab postgres',
    );
  });
});

describe('withEntries', () => {
  it('exchanges our lines and leaves every other where it is', () => {
    const text = '127.0.0.1\tlocalhost\n10.1.0.2\tme\n1.2.3.4 mine\n';
    expect(withEntries(text, ['10.1.0.2\tme'], ['10.2.0.2\tme'])).toBe(
      '127.0.0.1\tlocalhost\n1.2.3.4 mine\n10.2.0.2\tme\n',
    );
  });

  it('does not take away a line of ours that stays, or add it twice', () => {
    const text = 'a\nb\n';
    expect(withEntries(text, ['a'], ['a', 'c'])).toBe('a\nb\nc\n');
    expect(withEntries(text, [], ['b'])).toBe(text);
  });
});

describe('parseExtraHosts', () => {
  it('refuses a value without an address, and an address that is none', () => {
    expect(() => parseExtraHosts(['db'])).toThrow('bad format for add-host: "db"');
    expect(() => parseExtraHosts(['db:'])).toThrow('bad format');
    expect(() => parseExtraHosts(['db:10.0.0.300'])).toThrow('invalid IP address in add-host: "10.0.0.300"');
  });
});

describe('resolvText', () => {
  const host = '# comment\nnameserver 1.1.1.1\nnameserver fd00::53\nsearch corp\noptions ndots:2\n';

  it('is the text of the host on its network when nothing is asked', () => {
    expect(resolvText(host, {}, hostNetwork)).toBe(host);
  });

  it('replaces what is asked for', () => {
    const asked = { Dns: ['9.9.9.9', '8.8.8.8'], DnsSearch: ['a', 'b'], DnsOptions: ['rotate'] };
    const text = 'nameserver 9.9.9.9\nnameserver 8.8.8.8\nsearch a b\noptions rotate\n';
    expect(resolvText(host, asked, hostNetwork)).toBe(text);
    expect(resolvText(host, asked, plain)).toBe(text);
  });

  it('takes a search of "." as none', () => {
    expect(resolvText(host, { DnsSearch: ['.'] }, plain)).toBe('nameserver 1.1.1.1\noptions ndots:2\n');
  });

  it('leaves out what the default bridge does not reach, and falls back when nothing is left', () => {
    const loopback = 'nameserver 127.0.0.53\nnameserver ::1\nsearch corp\n';
    expect(resolvText(loopback, {}, plain)).toBe('nameserver 8.8.8.8\nnameserver 8.8.4.4\nsearch corp\n');
    expect(resolvText(loopback, { Dns: ['127.0.0.1'] }, plain)).toBe('nameserver 127.0.0.1\nsearch corp\n');
    expect(resolvText(host, {}, { ...plain, addresses: ['172.17.0.2', 'fd00::2'] })).toContain('fd00::53');
  });

  it('names our server alone where there are names, with ndots:0 unless somebody chose', () => {
    expect(resolvText('nameserver 1.1.1.1\n', {}, named)).toBe('nameserver 127.0.0.11\noptions ndots:0\n');
    expect(resolvText(host, { Dns: ['9.9.9.9'] }, named)).toBe(
      'nameserver 127.0.0.11\nsearch corp\noptions ndots:2\n',
    );
    expect(resolvText(host, { DnsOptions: ['ndots:x'] }, named)).toContain('options ndots:0\n');
    expect(resolvText(host, { Dns: ['127.0.0.1'] }, named)).toContain(
      'nameserver 127.0.0.11\nnameserver 127.0.0.1\n',
    );
  });
});

describe('the files of a container', () => {
  let folder: string;
  const config = { Hostname: 'me' };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const text = (name: string) => readFile(join(folder, name), 'utf8');

  it('follow its network in place, and keep what the container wrote into them', async () => {
    await writeEtcFiles({ folder, config, host: { Dns: ['9.9.9.9'] }, network: plain });
    const inode = (await stat(join(folder, 'hosts'))).ino;
    await writeFile(join(folder, 'hosts'), `${await text('hosts')}1.2.3.4 mine\n`);
    await followEtcFiles({ folder, config, host: { Dns: ['9.9.9.9'] }, network: named });
    expect(await text('hosts')).toMatch(/\n1\.2\.3\.4 mine\n10\.1\.0\.2\tme\nfd00::2\tme\n$/);
    expect(await text('hosts')).not.toContain('172.17');
    expect((await stat(join(folder, 'hosts'))).ino).toBe(inode);
    expect(await text('resolv.conf')).toMatch(/^nameserver 127\.0\.0\.11\n/);
  });

  it('leave a resolv.conf alone that the container changed, until its next start', async () => {
    await writeEtcFiles({ folder, config, host: {}, network: plain });
    await writeFile(join(folder, 'resolv.conf'), 'nameserver 4.4.4.4\n');
    await followEtcFiles({ folder, config, host: {}, network: named });
    await followEtcFiles({ folder, config, host: {}, network: plain });
    expect(await text('resolv.conf')).toBe('nameserver 4.4.4.4\n');
    await writeEtcFiles({ folder, config, host: {}, network: named });
    expect(await text('resolv.conf')).toMatch(/^nameserver 127\.0\.0\.11\n/);
  });
});
