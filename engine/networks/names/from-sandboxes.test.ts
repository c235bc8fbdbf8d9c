import { describe, expect, it } from 'vitest';
import { newId } from '../../base/ids.ts';
import type { Endpoint, Sandbox } from '../sandbox.ts';
import { type NetworksById, namesOf, reachOf } from './from-sandboxes.ts';

const subnet = (cidr: string, gateway: string) => ({
  subnet: cidr,
  range: undefined,
  gateway,
  aux: {},
  pooled: true,
});
const [bridge, front, back, six, lan] = [newId(), newId(), newId(), newId(), newId()];
const networks: NetworksById = new Map([
  [bridge, { driver: 'bridge', internal: false, subnets: [subnet('172.17.0.0/16', '172.17.0.1')] }],
  [front, { driver: 'bridge', internal: false, subnets: [subnet('10.1.0.0/16', '10.1.0.1')] }],
  [back, { driver: 'bridge', internal: true, subnets: [subnet('10.2.0.0/16', '10.2.0.1')] }],
  [six, { driver: 'bridge', internal: false, subnets: [subnet('fd00::/64', 'fd00::1')] }],
  [lan, { driver: 'macvlan', internal: false, subnets: [subnet('10.3.0.0/16', '10.3.0.1')] }],
]);

function endpoint(network: Endpoint['network'], networkName: string, address: string): Endpoint {
  const at = { address, prefix: 16, gateway: undefined };
  return {
    id: newId(),
    network,
    networkName,
    interface: 'eth0',
    hostInterface: 'v',
    mac: '',
    v4: address.includes(':') ? undefined : at,
    v6: address.includes(':') ? at : undefined,
    linkLocal: [],
    names: networkName === 'bridge' ? [] : ['web', '0123456789ab'],
    links: {},
    gatewayPriority: 0,
  };
}

function sandbox(...endpoints: readonly Endpoint[]): Sandbox {
  const id = newId();
  return {
    schema: 1,
    id,
    container: id,
    name: 'web',
    hostname: 'web',
    pid: 1,
    endpoints,
    ports: [],
    exposed: [],
    published: [],
    upstream: [],
  };
}

describe('reachOf', () => {
  it('asks over the first bridge with names that has IPv4, also an internal one', () => {
    const onBoth = [endpoint(front, 'front', '10.1.0.2'), endpoint(back, 'back', '10.2.0.2')];
    expect(reachOf(onBoth, networks)).toEqual({ resolver: '10.2.0.1', host: { v4: '10.2.0.1' } });
    const [first, second] = onBoth;
    const preferred = [{ ...first!, gatewayPriority: 1 }, second!];
    expect(reachOf(preferred, networks).resolver).toBe('10.1.0.1');
    expect(reachOf([endpoint(six, 'a', 'fd00::2'), second!], networks)).toEqual({
      resolver: '10.2.0.1',
      host: { v4: '10.2.0.1', v6: 'fd00::1' },
    });
  });

  it('asks over IPv6 where there is nothing else, and nobody without a bridge or a name', () => {
    expect(reachOf([endpoint(six, 'six', 'fd00::2')], networks).resolver).toBe('fd00::1');
    expect(reachOf([endpoint(bridge, 'bridge', '172.17.0.2')], networks)).toEqual({
      resolver: undefined,
      host: { v4: '172.17.0.1' },
    });
    expect(reachOf([endpoint(lan, 'lan', '10.3.0.2')], networks)).toEqual({ resolver: undefined, host: {} });
  });
});

describe('namesOf', () => {
  it('leaves the default bridge without names, and knows who has no way out', () => {
    const inside = sandbox(endpoint(back, 'back', '10.2.0.2'));
    const both = sandbox(endpoint(bridge, 'bridge', '172.17.0.3'), endpoint(back, 'back', '10.2.0.3'));
    const { members, askers } = namesOf(
      [inside, both, sandbox(endpoint(bridge, 'bridge', '172.17.0.9'))],
      networks,
    );
    expect(members.map(({ v4 }) => v4)).toEqual(['10.2.0.2', '10.2.0.3']);
    expect(askers.map(({ addresses, external }) => ({ addresses, external }))).toEqual([
      { addresses: ['10.2.0.2'], external: false },
      { addresses: ['172.17.0.3', '10.2.0.3'], external: true },
    ]);
  });
});
