import { describe, expect, it } from 'vitest';
import { kindOf } from '../../base/errors.ts';
import { complaintsOf, loadTexts } from '../../testing/compose-lab.ts';
import { ComposeFault } from './fault.ts';

/** A project with one service `web`, whose keys begin in line 4, and what stands below. */
function withWeb(keys: string, below = ''): string {
  return `services:\n  web:\n    image: a\n    ${keys.replaceAll('\n', '\n    ')}\n${below}`;
}

describe('what is wrong in a project', () => {
  it.each([
    [
      'an unknown key',
      withWeb('imagee: b\nprots: [80]\nx-y: 1'),
      [
        '4:5: services.web.imagee: unknown key "imagee"; did you mean "image"?',
        '5:5: services.web.prots: unknown key "prots"; did you mean "ports"?',
      ],
    ],
    ['an unknown key that is like no other', withWeb('zzz: b'), ['4:5: services.web.zzz: unknown key "zzz"']],
    [
      'a key with another spelling',
      withWeb('Working-Dir: /x'),
      ['4:5: services.web.Working-Dir: unknown key "Working-Dir"; did you mean "working_dir"?'],
    ],
    ['an unknown element', 'servces: {}', ['1:1: servces: unknown key "servces"; did you mean "services"?']],
    [
      'a wrong type',
      withWeb('hostname: [a]\nports: 80\nhealthcheck: {retries: [1]}'),
      [
        '4:15: services.web.hostname: must be a text, not a sequence',
        '5:12: services.web.ports: must be a sequence, not a number',
        '6:28: services.web.healthcheck.retries: must be a number, not a sequence',
      ],
    ],
    [
      'a mapping with dashes',
      withWeb('environment:\n  - A: b\nlabels: {x: [y]}\ncommand: [a: b]\ninit: [z]\nbuild: 5'),
      [
        '5:9: services.web.environment[0]: must be a text, not a mapping: write "A=b", or leave out the dashes',
        '6:17: services.web.labels.x: must be a text, not a sequence',
        '7:15: services.web.command[0]: must be a text, not a mapping',
        '8:11: services.web.init: must be true or false, not a sequence',
        '9:12: services.web.build: must be a text or a mapping, not a number',
      ],
    ],
    [
      'a service that is none',
      'services:\n  web: nginx\n',
      ['2:8: services.web: must be a mapping, not a text'],
    ],
    [
      'a wrong name',
      'services:\n  "a b": {image: x}\n',
      ['2:3: services["a b"]: "a b" is no name: use letters, digits, ".", "_" and "-"'],
    ],
    ['a sequence at the top', '- a', ['1:1: the top level must be a mapping']],
    [
      'a required variable',
      withWeb('hostname: ${X:?set it}\nuser: ${Y?}'),
      [
        '4:15: services.web.hostname: required variable X is missing a value: set it',
        '5:11: services.web.user: required variable Y is missing a value',
      ],
    ],
    [
      'a broken template',
      withWeb('hostname: ${X'),
      [
        '4:15: services.web.hostname: invalid interpolation format: "${X". You may need to escape any $ with another $',
      ],
    ],
    [
      'a service that is nothing',
      'services:\n  web:\n    command: x',
      ['2:3: services.web: service "web" has neither an image nor a build context specified'],
    ],
    [
      'an undefined network',
      withWeb('networks: [frnt, x]', 'networks: {front: }'),
      [
        '4:16: services.web.networks.frnt: service "web" refers to undefined network frnt; did you mean "front"?',
        '4:22: services.web.networks.x: service "web" refers to undefined network x',
      ],
    ],
    [
      'an undefined volume, secret, config and model',
      withWeb('volumes: [v:/v]\nsecrets: [s]\nconfigs:\n  - source: c\nmodels: [m]'),
      [
        '4:15: services.web.volumes[0]: service "web" refers to undefined volume v',
        '5:15: services.web.secrets[0]: service "web" refers to undefined secret s',
        '7:9: services.web.configs[0]: service "web" refers to undefined config c',
        '8:14: services.web.models.m: service "web" refers to undefined model m',
      ],
    ],
    [
      'an undefined service',
      withWeb('depends_on: [dbb]\nnetwork_mode: service:vpn', '  db: {image: b}'),
      [
        '4:18: services.web.depends_on.dbb: service "web" depends on service "dbb", which is not defined; did you mean "db"?',
        '5:5: services.web.network_mode: service "web" depends on service "vpn", which is not defined',
      ],
    ],
    [
      'a circle of dependencies',
      withWeb('depends_on: [b]', '  b: {image: x, links: [c]}\n  c: {image: x, depends_on: [b]}'),
      ['5:3: services.b.depends_on.c: services depend on each other in a circle: b → c → b'],
    ],
    [
      'a service that depends on itself',
      withWeb('depends_on: [web]'),
      ['4:18: services.web.depends_on.web: services depend on each other in a circle: web → web'],
    ],
    [
      'the same port of the host twice',
      withWeb(
        'ports: ["80:80", "127.0.0.1:81:80"]',
        '  b:\n    image: x\n    ports: ["127.0.0.1:80:1", "81:2/udp", "127.0.0.2:81:1"]',
      ),
      ['7:13: services.b.ports[0]: port 80/tcp of the host is published by service "web" already'],
    ],
    [
      'what excludes each other',
      withWeb(
        'network_mode: host\nnetworks: [default]\nbuild: {dockerfile: x, dockerfile_inline: y}\nscale: 2\ndeploy: {replicas: 3}\ncontainer_name: n',
      ),
      [
        '5:5: services.web.networks: "network_mode" and "networks" exclude each other',
        '6:28: services.web.build.dockerfile_inline: "dockerfile" and "dockerfile_inline" exclude each other',
        '7:5: services.web.scale: says something else than "deploy.replicas" does: leave one of them out',
        '9:5: services.web.container_name: a name of its own is possible for one container only, not for 2',
      ],
    ],
    [
      'a container name that is taken',
      withWeb('container_name: n', '  b: {image: x, container_name: n}'),
      ['5:17: services.b.container_name: container name "n" is already in use by service "web"'],
    ],
    [
      'a health check without a kind',
      withWeb('healthcheck: {test: [curl, x]}'),
      ['4:19: services.web.healthcheck.test: a sequence must start with "CMD", "CMD-SHELL" or "NONE"'],
    ],
    [
      'a condition that there is not',
      withWeb('depends_on: {db: {condition: healthy}}', '  db: {image: b}'),
      [
        '4:34: services.web.depends_on.db.condition: must be one of "service_started", "service_healthy", "service_completed_successfully"; did you mean "service_healthy"?',
      ],
    ],
    [
      'a missing condition',
      withWeb('depends_on: {db: {restart: true}}', '  db: {image: b}'),
      ['4:18: services.web.depends_on.db: "condition" is missing'],
    ],
    [
      'a secret without a source',
      withWeb('secrets: [s, t]', 'secrets:\n  s: {}\n  t: {file: a, environment: B}'),
      [
        '6:3: secrets.s: secret "s" needs one of file, environment, content or external',
        '7:3: secrets.t: secret "t" has more than one source: file, environment',
      ],
    ],
    [
      'an external volume that is described',
      withWeb('volumes: [v:/v]', 'volumes:\n  v: {external: true, driver: x}'),
      ['6:23: volumes.v.driver: an external volume is not made here, so it has no "driver"'],
    ],
    [
      'a watch rule without a target',
      withWeb('develop: {watch: [{path: ., action: sync+exec}]}'),
      [
        '4:23: services.web.develop.watch[0]: "target" is missing: "sync+exec" has to know where files go',
        '4:23: services.web.develop.watch[0]: "exec" is missing: "sync+exec" has to know what to run',
      ],
    ],
  ])('is named with its place: %s', async (_, text, expected) => {
    expect(await complaintsOf(text)).toEqual(expected.map((line) => `compose.yaml:${line}`));
  });

  it.each([
    ['80:1', '80:2', true],
    ['80:1', '[::]:80:2', true],
    ['80:1', '81:2', false],
    ['80:1', '80:2/udp', false],
    ['0.0.0.0:80:1', '127.0.0.1:80:2', true],
    ['0.0.0.0:80:1', '[::]:80:2', false],
    ['127.0.0.1:80:1', '127.0.0.2:80:2', false],
    ['[::]:80:1', '[::1]:80:2', true],
    ['80-89:1', '80:2', false],
  ])('may be that %s and %s are one port of the host: %s', async (one, other, clash) => {
    const complaints = await complaintsOf(
      withWeb(`ports: ["${one}"]`, `  b: {image: x, ports: ["${other}"]}`),
    );
    expect(complaints.length > 0).toBe(clash);
  });

  it('is only a warning where a port is published by several containers of a service', async () => {
    const { warnings } = await loadTexts(withWeb('ports: ["80:80"]\nscale: 2', 'version: "3"'));
    expect(warnings.map(({ message, place }) => `${place.line}:${place.column}: ${message}`)).toEqual([
      '6:10: "version" is obsolete and has no effect: remove it',
      '4:13: only one of the 2 containers of service "web" can publish port 80',
    ]);
  });

  it('tells the window its place, path and service', async () => {
    const error: unknown = await loadTexts(withWeb('prots: []')).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ComposeFault);
    expect(kindOf(error)).toBe('invalid');
    expect(error).toMatchObject({
      problems: [
        {
          message: 'unknown key "prots"; did you mean "ports"?',
          place: { file: '/app/compose.yaml', line: 4, column: 5 },
          path: ['services', 'web', 'prots'],
          service: 'web',
        },
      ],
    });
  });

  it('in a file of several is laid at that file', async () => {
    const texts = {
      'compose.yaml': withWeb('user: a'),
      'compose.override.yaml': 'services:\n  web:\n    dns: [{}]\n',
    };
    expect(await complaintsOf(texts)).toEqual([
      'compose.override.yaml:3:11: services.web.dns[0]: must be a text, not a mapping',
    ]);
  });

  it('and cannot be read is laid at what asks for it', async () => {
    const read = (path: string): Promise<string | undefined> =>
      path === '/app/compose.yaml'
        ? Promise.resolve(withWeb('env_file: [e]'))
        : path === '/app/e'
          ? Promise.reject(Object.assign(new Error('EISDIR'), { code: 'EISDIR' }))
          : Promise.resolve(undefined);
    expect(await complaintsOf({}, { read })).toEqual(['compose.yaml:4:16: e cannot be read: it is a folder']);
  });
});
