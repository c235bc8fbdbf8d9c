import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContainerConfig, HostConfig } from '../../api/types/container.ts';
import type { ContainerRecord } from '../record.ts';
import { withDefaults } from '../request/host-config-defaults.ts';
import { mergeConfig } from '../request/merge-config.ts';
import { requestOf } from './request-of.ts';

const ID = 'f'.repeat(64) as ContainerRecord['id'];
const engine = { cgroupV2: true, hostname: 'the-machine' };
const IMAGE: ContainerConfig = {
  Entrypoint: ['/entry'],
  Cmd: ['serve'],
  Env: ['PATH=/bin', 'MODE=image'],
  Labels: { maker: 'us' },
  ExposedPorts: { '80/tcp': {} },
  Volumes: { '/data': {} },
  WorkingDir: '/srv',
  StopSignal: 'SIGQUIT',
};

/** As `createContainer` settles a request. */
function recordOf(asked: ContainerConfig, host: HostConfig, networks: ContainerRecord['networks'] = {}) {
  const merged = mergeConfig(IMAGE, asked);
  const config = { ...merged, Image: asked.Image ?? '', Hostname: merged.Hostname || ID.slice(0, 12) };
  const hostConfig = withDefaults(host, { ...engine, idOf: () => undefined });
  return { id: ID, imageRef: asked.Image ?? '', config, hostConfig, networks };
}

describe('requestOf', () => {
  it('says no more than was asked for', () => {
    expect(requestOf(recordOf({ Image: 'web' }, {}, { bridge: {} }), IMAGE, engine)).toEqual({
      Image: 'web',
    });
  });

  it('finds again what was asked for', () => {
    const asked = {
      Image: 'web',
      Cmd: ['serve', '--fast'],
      Env: ['MODE=mine'],
      Labels: { of: 'mine' },
      Hostname: 'chosen',
      StopTimeout: 0,
      Tty: true,
    };
    const host = {
      Memory: 1000,
      MemorySwappiness: 0,
      PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
      Init: true,
      SecurityOpt: ['no-new-privileges'],
      MaskedPaths: [],
      ReadonlyPaths: [],
    };
    expect(requestOf(recordOf(asked, host), IMAGE, engine)).toEqual({ ...asked, HostConfig: host });
  });

  it('keeps a limit of swap that is not the one that follows from that of memory', () => {
    const swap = (MemorySwap: number) =>
      requestOf(recordOf({}, { Memory: 1000, MemorySwap }), IMAGE, engine).HostConfig?.MemorySwap;
    expect(swap(2000)).toBeUndefined();
    expect(swap(-1)).toBe(-1);
  });

  it('tells networks only when the mode does not', () => {
    const networking = (NetworkMode: string, networks: ContainerRecord['networks']) =>
      requestOf(recordOf({}, { NetworkMode }, networks), IMAGE, engine).NetworkingConfig;
    expect(networking('shop', { shop: {} })).toBeUndefined();
    const asked = { shop: { IPAMConfig: { IPv4Address: '10.0.0.9' } }, other: {} };
    expect(networking('shop', asked)).toEqual({ EndpointsConfig: asked });
    expect(networking(`container:${ID}`, {})).toBeUndefined();
  });

  const words = fc.option(fc.array(fc.constantFrom('/entry', 'serve', 'sh', '-c'), { maxLength: 3 }), {
    nil: undefined,
  });

  it('makes the same configuration again, whatever was asked', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            Entrypoint: fc.oneof(words, fc.constant([''])),
            Cmd: words,
            Env: fc.uniqueArray(fc.constantFrom('MODE=image', 'MODE=mine', 'NEW=1', 'PATH=/bin'), {
              selector: (one) => one.split('=')[0],
            }),
            User: fc.constantFrom('', '0', 'app'),
            WorkingDir: fc.constantFrom('', '/srv', '/else'),
            Volumes: fc.constantFrom({}, { '/data': {} }, { '/more': {} }),
            StopSignal: fc.constantFrom('SIGQUIT', 'SIGTERM'),
            Tty: fc.boolean(),
          },
          { requiredKeys: [] },
        ),
        (asked) => {
          const defined = Object.fromEntries(
            Object.entries(asked).filter(([, value]) => value !== undefined),
          );
          const first = recordOf({ Image: 'web', ...defined }, {});
          const { HostConfig: host, NetworkingConfig: _networks, ...again } = requestOf(first, IMAGE, engine);
          const second = recordOf(again, host ?? {});
          expect(seen(second.config)).toEqual(seen(first.config));
          expect(second.hostConfig).toEqual(first.hostConfig);
        },
      ),
    );
  });
});

/** The configuration as `inspect` shows it: what is nothing counts as not said, and the order of variables does not. */
function seen(config: ContainerConfig): object {
  const { Env: env, ...rest } = config;
  const said = Object.entries(rest).filter(([, value]) => value !== false && value !== '' && value !== null);
  return { ...Object.fromEntries(said), Env: [...(env ?? [])].sort() };
}
