import { describe, expect, it } from 'vitest';
import { complaintsOf, loadTexts, servicesOf } from '../../testing/compose-lab.ts';

describe('extends', () => {
  it('merges a service over the one it is based on, and that over its base', async () => {
    const { web } = await servicesOf(`
services:
  base: {image: a, command: x, environment: {A: 1, B: 1}, dns: 1.1.1.1}
  middle: {extends: {service: base}, environment: [B=2]}
  web: {extends: middle, environment: {C: 3}, command: y, dns: !reset []}
`);
    expect(web).toMatchObject({ image: 'a', command: ['y'], environment: { A: '1', B: '2', C: '3' } });
    expect(web).not.toHaveProperty('dns');
  });

  it('takes services of other files, whose paths are relative to those files', async () => {
    const { web } = await servicesOf({
      'compose.yaml': 'services: {web: {extends: {file: sub/base.yaml, service: base}, volumes: [./c:/c]}}',
      'sub/base.yaml': `
services:
  base: {extends: {file: deeper/x.yaml, service: x}, build: ., volumes: [./b:/b], env_file: e}
  unused: {image: $X}
`,
      'sub/deeper/x.yaml': 'services: {x: {volumes: [./a:/a]}}',
      'sub/e': 'E=1',
    });
    expect(web).toMatchObject({ build: { context: '/app/sub' }, environment: { E: '1' } });
    expect(((web?.['volumes'] ?? []) as { source: string }[]).map(({ source }) => source)).toEqual([
      '/app/sub/deeper/a',
      '/app/sub/b',
      '/app/c',
    ]);
  });

  it('resets also what an earlier file says', async () => {
    const { web } = await servicesOf(
      {
        'a.yaml': 'services: {web: {image: a, ports: ["80:80"]}, base: {image: b, hostname: h}}',
        'b.yaml': 'services: {base: {hostname: h}, web: {extends: base, ports: !reset []}}',
      },
      { files: ['a.yaml', 'b.yaml'] },
    );
    expect(web).not.toHaveProperty('ports');
    expect(web).toMatchObject({ image: 'a', hostname: 'h' });
  });

  it.each([
    [
      { 'compose.yaml': 'services:\n  a:\n    extends: b\n  b:\n    extends:\n      service: a\n' },
      ['compose.yaml:6:7: services.a.extends: services extend each other in a circle: a → b → a'],
    ],
    [
      {
        'compose.yaml': 'services:\n  a:\n    extends: {service: b, file: x.yaml}',
        'x.yaml': 'services: {c: {image: a}}',
      },
      ['compose.yaml:3:14: services.a.extends: cannot extend service "a": service "b" not found in x.yaml'],
    ],
    [
      { 'compose.yaml': 'services:\n  a:\n    extends: {service: b, file: x.yaml}' },
      ['compose.yaml:3:33: x.yaml is not there'],
    ],
    [
      {
        'compose.yaml': 'services:\n  a:\n    extends: {service: b, file: x.yaml}',
        'x.yaml': 'services:\n  b: {imge: a}',
      },
      ['x.yaml:2:7: services.b.imge: unknown key "imge"; did you mean "image"?'],
    ],
    [
      { 'compose.yaml': 'services:\n  a:\n    extends: {service: b, file: "https://x/y"}' },
      ['compose.yaml:3:33: services.a.extends: extending from https://x/y is not supported: copy it here'],
    ],
  ])('refuses %j', async (texts, expected) => {
    expect(await complaintsOf(texts as Record<string, string>)).toEqual(expected);
  });
});

describe('!reset', () => {
  it('keeps from extending and including', async () => {
    const services = await servicesOf(`
include: !reset [none.yaml]
services: {web: {image: a}, old: !reset {extends: none}}
`);
    expect(Object.keys(services)).toEqual(['web']);
    expect(await complaintsOf('services:\n  a: {extends: b}\n  b: !reset {image: x}')).toEqual([
      'compose.yaml:2:16: services.a.extends: cannot extend service "a": service "b" not found',
    ]);
    expect(await complaintsOf('!reset\nservices: {a: {image: b}}')).toEqual([
      'compose.yaml:2:1: the top level cannot have "!reset"',
    ]);
  });
});

describe('include', () => {
  it('takes over what another project has, with its own folder and defaults', async () => {
    const { project } = await loadTexts(
      {
        'compose.yaml': `
include:
  - sub/compose.yaml
  - path: [other/a.yaml, other/b.yaml]
    project_directory: elsewhere
    env_file: other.env
services: {web: {image: w, depends_on: [db], networks: [back], secrets: [key]}}
`,
        '.env': 'OUTER=outer',
        'sub/compose.yaml': `
include: [deep/compose.yaml]
services:
  db: {image: "$TAG $OUTER", build: ., environment: {A: "$$x", TAG: }, networks: [back]}
networks: {back: }
`,
        'sub/.env': 'TAG=inner\nOUTER=no',
        'sub/deep/compose.yaml': 'secrets: {key: {file: ./key}}\nservices: {deep: {image: d}}',
        'other/a.yaml': 'services: {o: {image: "$TAG", volumes: [./v:/v]}}',
        'other/b.yaml': 'services: {o: {hostname: h}}',
        'other.env': 'TAG=other',
      },
      { environment: {} },
    );
    expect(project.services).toMatchObject({
      web: { depends_on: { db: {} } },
      db: { image: 'inner outer', build: { context: '/app/sub' }, environment: { A: '$x', TAG: 'inner' } },
      o: { image: 'other', hostname: 'h', volumes: [{ source: '/app/elsewhere/v' }] },
      deep: { image: 'd' },
    });
    expect(project.secrets['key']?.file).toBe('/app/sub/deep/key');
    expect(project.networks['back']?.name).toBe('app_back');
    expect(project.places.of(['services', 'db', 'image'])).toMatchObject({
      file: '/app/sub/compose.yaml',
      line: 4,
    });
  });

  it('lets a later file override what was included', async () => {
    const services = await servicesOf(
      {
        'a.yaml': 'include: [i.yaml]\nservices: {web: {image: w}}',
        'b.yaml': 'services: {db: {image: mine}}',
        'i.yaml': 'services: {db: {image: theirs, hostname: h}}',
      },
      { files: ['a.yaml', 'b.yaml'] },
    );
    expect(services['db']).toMatchObject({ image: 'mine', hostname: 'h' });
  });

  it('of the same thing twice is fine', async () => {
    const { project } = await loadTexts({
      'compose.yaml': 'include: [a.yaml, b.yaml]\nservices: {web: {image: w}}',
      'a.yaml': 'include: [c.yaml]\nservices: {a: {image: a}}',
      'b.yaml': 'include: [c.yaml]\nservices: {b: {image: b}}',
      'c.yaml': 'services: {c: {image: c}}',
    });
    expect(Object.keys(project.services).toSorted()).toEqual(['a', 'b', 'c', 'web']);
  });

  it.each([
    [
      { 'compose.yaml': 'include: [a.yaml]', 'a.yaml': 'include:\n  - compose.yaml' },
      ['a.yaml:2:5: include[0]: files include each other in a circle: compose.yaml → a.yaml → compose.yaml'],
    ],
    [
      {
        'compose.yaml': 'include: [a.yaml]\nservices:\n  x: {image: a}',
        'a.yaml': 'services: {x: {image: b}}',
      },
      ['compose.yaml:3:3: services.x: services.x conflicts with the one included from a.yaml:1:12'],
    ],
    [
      { 'compose.yaml': 'include:\n  - oci://x/y' },
      ['compose.yaml:2:5: include[0]: including oci://x/y is not supported: copy it here'],
    ],
    [
      {
        'compose.yaml': 'include:\n  - {path: a.yaml, env_file: none}',
        'a.yaml': 'services: {x: {image: b}}',
      },
      ['compose.yaml:2:30: env file none not found'],
    ],
    [
      { 'compose.yaml': 'include:\n  - {paths: a.yaml}' },
      ['compose.yaml:2:6: include[0].paths: unknown key "paths"; did you mean "path"?'],
    ],
  ])('refuses %j', async (texts, expected) => {
    expect(await complaintsOf(texts as Record<string, string>)).toEqual(expected);
  });
});
