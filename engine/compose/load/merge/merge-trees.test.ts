import { describe, expect, it } from 'vitest';
import { loadTexts, servicesOf } from '../../../testing/compose-lab.ts';

/** One service of two files, merged. */
async function merged(base: string, override: string): Promise<unknown> {
  const file = (text: string): string => `services:\n  web:\n    ${text.replaceAll('\n', '\n    ')}\n`;
  const { web } = await servicesOf(
    { 'a.yaml': file(`image: base\nnetwork_mode: none\n${base}`), 'b.yaml': file(override) },
    { files: ['a.yaml', 'b.yaml'] },
  );
  const { image: _, network_mode: __, command: ___, entrypoint: ____, ...rest } = web ?? {};
  return rest;
}

describe('merging files', () => {
  it.each([
    ['mappings by key', 'labels: {a: 1, b: 1}', 'labels: [b=2, c=2]', { labels: { a: '1', b: '2', c: '2' } }],
    [
      'variables by name, also those without a value',
      'environment: {A: 1, B: 1}',
      'environment: [A, C=2]',
      {
        environment: { A: null, B: '1', C: '2' },
      },
    ],
    [
      'sequences one after the other',
      'dns: 1.1.1.1',
      'dns: [8.8.8.8, 1.1.1.1]',
      { dns: ['1.1.1.1', '8.8.8.8'] },
    ],
    [
      'mounts by their targets',
      'tmpfs: /t\nvolumes: [./a:/x, ./b:/y]',
      'volumes: [./c:/x]',
      {
        tmpfs: ['/t'],
        volumes: [
          { type: 'bind', source: '/app/c', target: '/x', bind: { create_host_path: true } },
          { type: 'bind', source: '/app/b', target: '/y', bind: { create_host_path: true } },
        ],
      },
    ],
    [
      'devices by their targets',
      'devices: ["/a:/x"]',
      'devices: ["/b:/x"]',
      {
        devices: [{ source: '/b', target: '/x', permissions: 'rwm' }],
      },
    ],
    ['expose without repetition', 'expose: [80]', 'expose: ["80", 90]', { expose: ['80', '90'] }],
    [
      'health checks, whose test is replaced',
      'healthcheck: {test: a, retries: 2}',
      'healthcheck: {test: [CMD, b]}',
      {
        healthcheck: { test: ['CMD', 'b'], retries: 2 },
      },
    ],
    [
      'builds of both forms',
      'build: ./a',
      'build: {target: t}',
      {
        build: { context: '/app/a', dockerfile: 'Dockerfile', target: 't' },
      },
    ],
    [
      'limits, which are replaced',
      'ulimits: {nofile: 5}',
      'ulimits: {nofile: {soft: 1, hard: 2}}',
      {
        ulimits: { nofile: { soft: 1, hard: 2 } },
      },
    ],
    ['scalars, the later one', 'hostname: a', 'hostname: b', { hostname: 'b' }],
    ['an empty text, as if nothing were given', 'hostname: a', 'hostname: ""', {}],
  ])('merges %s', async (_, base, override, expected) => {
    expect(await merged(base, override)).toEqual(expected);
  });

  it('replaces commands and entry points', async () => {
    const { web } = await servicesOf(
      {
        'a.yaml': 'services: {web: {image: a, command: [a, b], entrypoint: x y}}',
        'b.yaml': 'services: {web: {command: c, entrypoint: }}',
      },
      { files: ['a.yaml', 'b.yaml'] },
    );
    expect(web).toMatchObject({ command: ['c'], entrypoint: null });
  });

  it('keeps ports apart that differ in address, target, published port or protocol', async () => {
    const { web } = await servicesOf(
      {
        'a.yaml': 'services: {web: {image: a, ports: ["80:80", "81:80"]}}',
        'b.yaml': 'services: {web: {ports: ["80:80", "80:80/udp", {target: 90}]}}',
      },
      { files: ['a.yaml', 'b.yaml'] },
    );
    expect(((web?.['ports'] ?? []) as object[]).map((port) => Object.values(port).join(' '))).toEqual([
      'ingress 80 80 tcp',
      'ingress 80 81 tcp',
      'ingress 80 80 udp',
      '90 ingress tcp',
    ]);
  });

  it.each([
    ['a key', 'hostname: a', 'hostname: !reset null', {}],
    ['a sequence', 'dns: [1.1.1.1]', 'dns: !reset []', {}],
    ['an entry of a mapping', 'labels: {a: 1, b: 1}', 'labels: {a: !reset null}', { labels: { b: '1' } }],
    ['what was not there', 'hostname: a', 'dns: !reset []', { hostname: 'a' }],
  ])('removes %s with !reset', async (_, base, override, expected) => {
    expect(await merged(base, override)).toEqual(expected);
  });

  it.each([
    ['a sequence', 'dns: [1.1.1.1]', 'dns: !override [8.8.8.8]', { dns: ['8.8.8.8'] }],
    ['a mapping', 'labels: {a: 1}', 'labels: !override {b: 2}', { labels: { b: '2' } }],
    ['short syntax', 'tmpfs: [/a]', 'tmpfs: !override /b', { tmpfs: ['/b'] }],
  ])('replaces %s with !override', async (_, base, override, expected) => {
    expect(await merged(base, override)).toEqual(expected);
  });

  it('removes a whole service, and merges resources and the documents of one file', async () => {
    const { project } = await loadTexts(
      {
        'a.yaml': `
services: {web: {image: a, networks: [n]}, old: {image: b}}
networks: {n: {labels: {a: 1}, ipam: {config: [{subnet: 10.0.0.0/24}]}}}
---
services: {web: {image: c}}
`,
        'b.yaml': `
services: {old: !reset null}
networks: {n: {labels: [b=2], ipam: {config: [{subnet: 10.0.0.0/24, gateway: 10.0.0.1}]}}}
`,
      },
      { files: ['a.yaml', 'b.yaml'] },
    );
    expect(Object.keys(project.services)).toEqual(['web']);
    expect(project.services['web']?.image).toBe('c');
    expect(project.networks['n']).toEqual({
      name: 'app_n',
      labels: { a: '1', b: '2' },
      ipam: { config: [{ subnet: '10.0.0.0/24', gateway: '10.0.0.1' }] },
    });
  });

  it('lets an override leave out what the base has, and says where each value comes from', async () => {
    const { project } = await loadTexts(
      {
        'a.yaml':
          'services:\n  web: {image: a, depends_on: {db: {condition: service_healthy}}}\n  db: {image: d}\n',
        'b.yaml': 'services:\n  web:\n    depends_on:\n      db: {restart: true}\n    ports:\n      - 80\n',
      },
      { files: ['a.yaml', 'b.yaml'] },
    );
    expect(project.services['web']?.depends_on).toEqual({
      db: { condition: 'service_healthy', restart: true, required: true },
    });
    const place = (...path: (string | number)[]): string => {
      const { file = '', line, column } = project.places.of(['services', 'web', ...path]) ?? {};
      return `${file}:${line}:${column}`;
    };
    expect([
      place('image'),
      place('ports', 0),
      place('depends_on', 'db', 'restart'),
      place('hostname'),
    ]).toEqual(['/app/a.yaml:2:9', '/app/b.yaml:6:9', '/app/b.yaml:4:12', '/app/b.yaml:2:3']);
  });
});
