import { describe, expect, it } from 'vitest';
import { buildRequest } from './build-query.ts';
import { Query } from './query.ts';

const json = (value: unknown) => encodeURIComponent(JSON.stringify(value));

describe('the parameters of a build', () => {
  it('are read as clients send them', () => {
    const query = [
      't=a&t=b:1&q=1&nocache=1&pull=1&rm=0&forcerm=1&target=x&platform=Linux/ARM64&networkmode=none',
      'memory=5&memswap=-1&cpushares=2&cpusetcpus=0&cpuperiod=3&cpuquota=4&shmsize=6&extrahosts=h:1.2.3.4',
      `version=1&isolation=default&outputs=[]&cachefrom=${json(['one', 'two'])}`,
      `buildargs=${json({ A: '1', B: null })}&labels=${json({ l: 'v' })}`,
      `ulimits=${json([{ Name: 'nofile', Soft: 1, Hard: 2 }])}`,
    ].join('&');
    expect(buildRequest(new Query(query), {})).toMatchObject({
      tags: ['a', 'b:1'],
      quiet: true,
      noCache: true,
      pull: true,
      remove: false,
      forceRemove: true,
      target: 'x',
      platform: 'linux/arm64',
      networkMode: 'none',
      extraHosts: ['h:1.2.3.4'],
      buildArgs: { A: '1', B: null },
      labels: { l: 'v' },
      cacheFrom: ['one', 'two'],
      limits: {
        Memory: 5,
        MemorySwap: -1,
        CpuShares: 2,
        CpusetCpus: '0',
        CpuPeriod: 3,
        CpuQuota: 4,
        ShmSize: 6,
        Ulimits: [{ Name: 'nofile', Soft: 1, Hard: 2 }],
      },
    });
  });

  it.each([
    ['squash=1', 'squash is not supported'],
    ['version=2', 'without BuildKit'],
    ['version=3', 'invalid version: 3'],
    [`outputs=${json([{ Type: 'local' }])}`, 'outputs belong to BuildKit'],
    ['session=x', 'sessions belong to BuildKit'],
    ['isolation=hyperv', 'Unsupported isolation: "hyperv"'],
    [`securityopt=${json(['seccomp=x'])}`, 'does not support setting security options on build'],
    ['cachefrom={}', 'invalid value for cachefrom: want a list of strings'],
    ['buildargs=[]', 'invalid value for buildargs'],
    [`labels=${json({ a: null })}`, 'invalid value for labels'],
    [`ulimits=${json([{ Name: 'x' }])}`, 'invalid ulimit type: x'],
    [`ulimits=${json([{ Name: 5 }])}`, 'invalid value for ulimits'],
    [`ulimits=${json([{ Name: 'core', Soft: 3, Hard: 2 }])}`, 'soft limit must be less than or equal'],
    ['buildid=short', '64 hexadecimal digits'],
  ])('are refused by name: %s', (query, reason) => {
    expect(() => buildRequest(new Query(query), {})).toThrow(reason);
  });
});
