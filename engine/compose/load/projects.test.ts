import { describe, expect, it } from 'vitest';
import { complaintsOf, loadTexts, servicesOf } from '../../testing/compose-lab.ts';

const WEB = 'services: {web: {image: a}}';

describe('the files of a project', () => {
  it.each([
    [['compose.yaml', 'docker-compose.yml'], ['compose.yaml']],
    [
      ['docker-compose.yaml', 'docker-compose.override.yml'],
      ['docker-compose.yaml', 'docker-compose.override.yml'],
    ],
    [
      ['compose.yml', 'compose.override.yaml'],
      ['compose.yml', 'compose.override.yaml'],
    ],
  ])('among %j are %j', async (present, expected) => {
    const { project } = await loadTexts(Object.fromEntries(present.map((name) => [name, WEB])));
    expect(project.files).toEqual(expected.map((name) => `/app/${name}`));
  });

  it('are looked for in the folders above, whose .env then counts too', async () => {
    const texts = {
      'compose.yaml': 'services: {web: {image: "$A-$B"}}',
      '.env': 'A=1\nB=1',
      'sub/.env': 'A=2',
    };
    const { project } = await loadTexts(texts, { directory: '/app/sub' });
    expect(project).toMatchObject({ directory: '/app', name: 'app', services: { web: { image: '2-1' } } });
  });

  it('are named by COMPOSE_FILE, also in .env, with a separator of choice', async () => {
    const texts = {
      '.env': 'COMPOSE_FILE=a.yaml;sub/b.yaml\nCOMPOSE_PATH_SEPARATOR=;',
      'a.yaml': WEB,
      'sub/b.yaml': 'services: {web: {volumes: [./x:/x]}}',
    };
    const { project } = await loadTexts(texts);
    expect(project.files).toEqual(['/app/a.yaml', '/app/sub/b.yaml']);
    expect(project.services['web']?.volumes?.[0]?.source).toBe('/app/x');
  });

  it('have paths relative to the project directory, wherever they are', async () => {
    const { project } = await loadTexts(
      { 'deep/a.yaml': 'services: {web: {build: ., env_file: e}}', 'other/e': 'A=1' },
      { files: ['deep/a.yaml'], projectDirectory: 'other' },
    );
    expect(project.directory).toBe('/app/other');
    expect(project.services['web']).toMatchObject({
      build: { context: '/app/other' },
      environment: { A: '1' },
    });
  });

  it('that are not there are an error', async () => {
    expect(await complaintsOf({})).toEqual([
      'no configuration file provided: not found in /app or a folder above it',
    ]);
    expect(await complaintsOf({}, { files: ['a.yaml'] })).toEqual(['a.yaml:1:1: a.yaml is not there']);
    expect(await complaintsOf('')).toEqual(['compose.yaml:1:1: empty compose file']);
  });
});

describe('the environment of a project', () => {
  it('is the caller’s over the env files, the later of which win', async () => {
    const texts = {
      'compose.yaml': 'services: {web: {image: "$A $B $C"}}',
      one: 'A=1\nB=1\nC=1',
      two: 'B=2\nC=2',
    };
    const request = { envFiles: ['one', 'two'], environment: { C: '3' } };
    expect((await servicesOf(texts, request))['web']?.['image']).toBe('1 2 3');
    const { COMPOSE_ENV_FILES } = { COMPOSE_ENV_FILES: 'one,two' };
    const named = await servicesOf(texts, { environment: { C: '3', COMPOSE_ENV_FILES } });
    expect(named['web']?.['image']).toBe('1 2 3');
    expect(await complaintsOf(texts, { envFiles: ['none'] })).toEqual(['none:1:1: env file none not found']);
  });

  it('can do without .env, and warns of what is not set', async () => {
    const texts = { 'compose.yaml': 'services:\n  web:\n    image: a$X', '.env': 'X=1' };
    const { project, warnings } = await loadTexts(texts, { environment: { COMPOSE_DISABLE_ENV_FILE: '1' } });
    expect(project.services['web']?.image).toBe('a');
    expect(warnings).toEqual([
      {
        message: 'the variable "X" is not set and stands for an empty text',
        place: { file: '/app/compose.yaml', line: 3, column: 12 },
      },
    ]);
  });

  it('gives services the variables of their env files below their own', async () => {
    const texts = {
      'compose.yaml': `
services:
  web:
    image: a
    env_file:
      - one
      - {path: two, required: false}
      - {path: raw, format: raw}
      - {path: none, required: false}
    environment: {C: own, D: , HOME: }
    label_file: labels
    labels: {b: own}
`,
      one: 'A=1\nB=${A}1\nC=1\nD=1',
      two: 'B="${B}2"\nHOME\nNONE',
      raw: 'R="$A"',
      labels: 'a=1\nb=1',
    };
    const { web } = await servicesOf(texts);
    expect(web).toMatchObject({
      environment: { A: '1', B: '112', C: 'own', D: null, HOME: '/home/me', R: '"$$A"' },
      labels: { a: '1', b: 'own' },
    });
    expect(web?.['environment']).not.toHaveProperty('NONE');
    expect(await complaintsOf('services:\n  web:\n    image: a\n    env_file: [x]')).toEqual([
      'compose.yaml:4:16: services.web.env_file[0]: env file x not found',
    ]);
  });
});

describe('the name of a project', () => {
  it.each([
    ['of the request', WEB, { projectName: 'asked', environment: { COMPOSE_PROJECT_NAME: 'env' } }, 'asked'],
    ['of the environment', `name: file\n${WEB}`, { environment: { COMPOSE_PROJECT_NAME: 'env' } }, 'env'],
    ['of the file', `name: "\${N:-file}"\n${WEB}`, {}, 'file'],
    [
      'of the folder, made fit',
      WEB,
      { projectDirectory: '/srv/_My App.2', files: ['compose.yaml'] },
      'myapp2',
    ],
  ])('is that %s', async (_, text, request, expected) => {
    const { project } = await loadTexts(text, request);
    expect(project.name).toBe(expected);
  });

  it('stands in templates, and before the names of resources that have none', async () => {
    const { project } = await loadTexts(`
name: shop
services: {web: {image: "$COMPOSE_PROJECT_NAME", networks: [default, a, b, c], volumes: ["d:/d"]}}
networks: {a: , b: {name: own}, c: {external: true}, unused: }
volumes: {d: {external: {name: old}}, unused: }
`);
    expect(project.services['web']?.image).toBe('shop');
    expect(project.networks).toEqual({
      default: { name: 'shop_default', ipam: {} },
      a: { name: 'shop_a', ipam: {} },
      b: { name: 'own', ipam: {} },
      c: { name: 'c', external: true, ipam: {} },
    });
    expect(project.volumes).toEqual({ d: { name: 'old', external: true } });
  });

  it('has to be fit', async () => {
    const rule = 'must consist only of lowercase alphanumeric characters, hyphens, and underscores';
    expect((await complaintsOf(`name: Big\n${WEB}`))[0]).toContain(
      `compose.yaml:1:7: name: invalid project name "Big": ${rule}`,
    );
    expect((await complaintsOf(WEB, { projectName: 'a b' }))[0]).toContain(rule);
    expect((await complaintsOf({ '/__/compose.yaml': WEB }, { directory: '/__' }))[0]).toContain(
      'choose one',
    );
  });
});

describe('profiles', () => {
  const text = `
services:
  web: {image: a, depends_on: {tool: {condition: service_started, required: false}}}
  tool: {image: b, profiles: [dev, ci], env_file: none, networks: [n]}
networks: {n: }
`;
  it.each([
    ['none', {}, ['web'], ['tool']],
    ['another', { profiles: ['x'] }, ['web'], ['tool']],
  ])(
    'that are %s leave services out, with their env files and networks',
    async (_, request, active, inactive) => {
      const { project } = await loadTexts(text, request);
      expect(Object.keys(project.services)).toEqual(active);
      expect(Object.keys(project.inactive)).toEqual(inactive);
      expect(Object.keys(project.networks)).toEqual(['default']);
    },
  );

  it.each([
    ['asked for', { profiles: ['ci'] }],
    ['all asked for', { profiles: ['*'] }],
    ['in the environment', { environment: { COMPOSE_PROFILES: 'x, dev' } }],
    ['those of a service that is asked for', { services: ['tool'] }],
  ])('that are %s bring services in', async (_, request) => {
    const { project } = await loadTexts({ 'compose.yaml': text, none: 'A=1' }, request);
    expect(Object.keys(project.services)).toEqual(['web', 'tool']);
    expect(project.services['tool']?.environment).toEqual({ A: '1' });
  });

  it('that are not active cannot be depended on', async () => {
    expect(
      await complaintsOf('services:\n  a:\n    image: x\n    links: [b]\n  b: {image: y, profiles: [p]}'),
    ).toEqual([
      'compose.yaml:4:5: services.a.links: service "a" depends on service "b", which is left out: none of its profiles (p) is active',
    ]);
  });
});
