import { describe, expect, it } from 'vitest';
import type { ContainerSummary } from '../../../engine/api/types/container.ts';
import { filterContainers } from './container-filter.ts';
import { allows } from './container-verbs.ts';
import { ageInStatus, containerView, stateLook } from './container-view.ts';
import { exitMeaning } from './exit-reason.ts';

function summary(part: Partial<ContainerSummary> = {}): ContainerSummary {
  return {
    Id: 'a'.repeat(64),
    Names: ['/web'],
    Image: 'nginx:1.27',
    ImageID: 'sha256:1',
    Command: 'nginx',
    Created: 1000,
    Ports: [],
    Labels: {},
    State: 'running',
    Status: 'Up 5 minutes',
    HostConfig: { NetworkMode: 'default' },
    NetworkSettings: { Networks: {} },
    Mounts: [],
    ...part,
  };
}

describe('ageInStatus', () => {
  it.each([
    ['Up 5 minutes', 300],
    ['Up Less than a second', 0],
    ['Up About a minute (healthy)', 60],
    ['Up About an hour (Paused)', 3600],
    ['Exited (137) 2 weeks ago', 1_209_600],
    ['Created', undefined],
  ])('reads %s', (status, seconds) => {
    expect(ageInStatus(status)).toBe(seconds);
  });
});

describe('containerView', () => {
  it('tells since when from the time of asking', () => {
    expect(containerView(summary(), 1_000_000).since).toBe(700_000);
  });

  it('shows a port once for both address families and links TCP only', () => {
    const Ports = [
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '127.0.0.1', PrivatePort: 53, PublicPort: 5353, Type: 'udp' },
      { PrivatePort: 443, Type: 'tcp' },
    ];
    expect(containerView(summary({ Ports }), 0).ports).toEqual([
      { label: '8080:80', url: 'http://localhost:8080' },
      { label: '5353:53/udp', url: undefined },
    ]);
  });
});

describe('stateLook', () => {
  it.each([
    [{ State: 'running', Status: 'Up 1 second' }, 'ok', 'Running'],
    [{ State: 'running', Status: 'Up 1 minute (unhealthy)' }, 'bad', 'Unhealthy'],
    [{ State: 'paused', Status: 'Up 1 minute (Paused)' }, 'warn', 'Paused'],
    [{ State: 'exited', Status: 'Exited (0) 1 second ago' }, 'idle', 'Exited'],
    [{ State: 'exited', Status: 'Exited (3) 1 second ago' }, 'bad', 'Exited (3)'],
    [{ State: 'exited', Status: 'Exited (143) 1 second ago' }, 'idle', 'Exited (143)'],
    [{ State: 'created', Status: 'Created' }, 'idle', 'Created'],
    [{ State: 'dead', Status: 'Dead' }, 'bad', 'Dead'],
  ] as const)('shows %o', (part, tone, text) => {
    expect(stateLook(containerView(summary(part), 0))).toEqual({ tone, text });
  });
});

describe('filterContainers', () => {
  const containers = [
    containerView(summary(), 0),
    containerView(
      summary({ Names: ['/db'], Image: 'redis:7', State: 'exited', Status: 'Exited (1) 1 day ago' }),
      0,
    ),
  ];
  it('wants every word, in any order', () => {
    expect(filterContainers(containers, '7 RED', false).map(({ name }) => name)).toEqual(['db']);
    expect(filterContainers(containers, 'web redis', false)).toEqual([]);
  });
  it('leaves out what does not run when asked to', () => {
    expect(filterContainers(containers, '', true).map(({ name }) => name)).toEqual(['web']);
  });
});

describe('allows', () => {
  it('offers only what the state takes', () => {
    expect(allows('start', 'running')).toBe(false);
    expect(allows('stop', 'paused')).toBe(true);
    expect(allows('unpause', 'paused')).toBe(true);
    expect(allows('pause', 'exited')).toBe(false);
    expect(allows('remove', 'removing')).toBe(false);
  });
});

describe('exitMeaning', () => {
  it('names signals and the shell’s own codes', () => {
    expect(exitMeaning(137)).toBe('ended by SIGKILL');
    expect(exitMeaning(127)).toBe('its command was not found');
    expect(exitMeaning(42)).toBeUndefined();
  });
});
