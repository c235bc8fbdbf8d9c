import { describe, expect, it } from 'vitest';
import type { Actual } from '../actual/actual.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import { actionText } from './action.ts';
import type { UpOptions } from './options.ts';
import { isEmpty, type Plan } from './plan.ts';
import { projectOf, serviceOf } from './project.fixture.ts';
import { emptyActual, mountOf, simulate } from './simulate.fixture.ts';
import { planUp } from './up.ts';

const NO_CONTENTS = new Map<string, Buffer>();
const web = serviceOf('web', {
  environment: { LOG: 'info' },
  depends_on: { db: { condition: 'service_started', required: true } },
});
const db = serviceOf('db', { volumes: [{ type: 'volume', source: 'data', target: '/data' }] });
const shop = projectOf([web, db]);

function plan(project: Project, actual: Actual, options: UpOptions = {}): Plan {
  return planUp(project, actual, NO_CONTENTS, options);
}

/** What an engine has once these services are up. */
function upWith(project: Project): Actual {
  const actual = emptyActual(project);
  return simulate(project, actual, plan(project, actual));
}

/** The same project with one of its services changed. */
function withService(project: Project, service: Service): Project {
  return { ...project, services: { ...project.services, [service.name]: service } };
}

function lines({ actions }: Plan): readonly string[] {
  return actions.map(
    (action) => `${actionText(action)} (${action.reasons.map(({ text }) => text).join(', ')})`,
  );
}

describe('planUp', () => {
  it('makes everything, in the order of dependencies', () => {
    const found = plan(shop, emptyActual(shop));
    expect(found.actions.map(actionText)).toEqual([
      'network proj_default: create',
      'volume proj_data: create',
      'container proj-db-1: create and start',
      'container proj-web-1: create and start',
    ]);
    expect(found.actions.at(-1)?.after).toEqual(['network default', 'container proj-db-1']);
  });

  it('does nothing where everything is as wanted', () => {
    const found = plan(shop, upWith(shop));
    expect(isEmpty(found)).toBe(true);
    expect(found.stays.map(({ name }) => name)).toEqual(['proj-db-1', 'proj-web-1']);
  });

  it('names the field that differs', () => {
    const changed = withService(shop, { ...web, environment: { LOG: 'debug' }, user: 'app' });
    expect(lines(plan(changed, upWith(shop)))).toEqual([
      'container proj-web-1: recreate (`environment.LOG` changed from `info` to `debug`, `user` was added: `app`)',
    ]);
  });

  it('takes what says nothing about a container as no change', () => {
    const changed = withService(shop, {
      ...web,
      depends_on: {},
      profiles: ['x'],
      deploy: { replicas: 1, resources: {}, placement: {} },
    });
    expect(isEmpty(plan(changed, upWith(shop)))).toBe(true);
  });

  it('scales up with the numbers that are free, and down from the highest', () => {
    const three = simulate(shop, upWith(shop), plan(shop, upWith(shop), { scale: { web: 3 } }));
    const gap = { ...three, containers: three.containers.filter(({ name }) => name !== 'proj-web-2') };
    expect(lines(plan(shop, gap, { scale: { web: 3 } }))).toEqual([
      'container proj-web-2: create and start (3 of web are wanted, and there are 2)',
    ]);
    expect(lines(plan(shop, three))).toEqual([
      'container proj-web-3: stop and remove (1 of web are wanted, and there are 3)',
      'container proj-web-2: stop and remove (1 of web are wanted, and there are 3)',
    ]);
  });

  it('replaces the first of several alone, and the others after it', () => {
    const three = simulate(shop, upWith(shop), plan(shop, upWith(shop), { scale: { web: 3 } }));
    const changed = withService(shop, { ...web, user: 'app' });
    const after = plan(changed, three, { scale: { web: 3 } }).actions.map((action) => action.after);
    expect(after).toEqual([[], ['container proj-web-1'], ['container proj-web-1']]);
  });

  it('hands anonymous volumes on, but for those that the file dropped', () => {
    const withAnonymous = withService(shop, { ...db, volumes: [{ type: 'volume', target: '/cache' }] });
    const up = upWith(withAnonymous);
    const [cache, own] = ['a'.repeat(64), 'b'.repeat(64)];
    const containers = up.containers.map((one) =>
      one.service === 'db'
        ? { ...one, mounts: [mountOf(cache, '/cache'), mountOf(own, '/of-the-image')] }
        : one,
    );
    const changed = withService(withAnonymous, { ...db, volumes: [], user: 'app' });
    const found = plan(changed, { ...up, containers });
    expect(found.actions.find(({ kind }) => kind === 'container-recreate')).toMatchObject({
      carried: [{ name: own, target: '/of-the-image' }],
    });
    expect(found.data.filter(({ anonymous }) => anonymous).map(({ volume, fate }) => [volume, fate])).toEqual(
      [
        [cache, 'left'],
        [own, 'kept'],
      ],
    );
  });

  it('says that a volume stays as it was made', () => {
    const other = { ...shop, volumes: { data: { name: 'proj_data', driver_opts: { type: 'tmpfs' } } } };
    const found = plan(other, upWith(shop));
    expect([isEmpty(found), found.warnings]).toEqual([
      true,
      [expect.stringMatching(/^volume proj_data stays as it was made, though `driver_opts` was added/)],
    ]);
  });

  it('makes a changed network anew, and all containers in it after that', () => {
    const inner = { ...shop, networks: { default: { name: 'proj_default', ipam: {}, internal: true } } };
    const found = plan(inner, upWith(shop));
    expect(lines(found)).toEqual([
      'network proj_default: make anew (`internal` was added: `true`)',
      'container proj-db-1: recreate (the network default is made anew)',
      'container proj-web-1: recreate (the network default is made anew)',
    ]);
    expect(found.actions[0]).toMatchObject({
      members: expect.arrayContaining([expect.stringContaining('proj-web-1')]),
    });
  });

  it('leaves a changed network as it is while containers are in it that stay, and says so', () => {
    const inner = { ...shop, networks: { default: { name: 'proj_default', ipam: {}, internal: true } } };
    const up = upWith(shop);
    const told = (names: string) => [
      `network proj_default stays as it was made, though \`internal\` was added: \`true\`: containers that are not made anew are in it: ${names}`,
    ];
    const cases: readonly (readonly [UpOptions, string])[] = [
      [{ services: ['db'] }, 'proj-web-1'],
      [{ services: ['web'], noDependencies: true }, 'proj-db-1'],
      [{ noRecreate: true }, 'proj-db-1, proj-web-1'],
      [{ forRun: true }, 'proj-db-1, proj-web-1'],
    ];
    for (const [options, names] of cases) {
      const found = plan(inner, up, options);
      expect([lines(found), found.warnings]).toEqual([[], told(names)]);
    }
    const containers = up.containers.map((one) => (one.service === 'web' ? { ...one, service: 'old' } : one));
    const { web: _web, ...services } = inner.services;
    const less = { ...inner, services };
    const orphaned = { ...up, containers };
    expect(plan(less, orphaned).warnings).toEqual(told('proj-web-1'));
    const { actions } = plan(less, orphaned, { removeOrphans: true });
    expect(actions.map(({ id, after }) => [id, after])).toEqual([
      ['container proj-web-1', []],
      ['network default', ['container proj-web-1']],
      ['container proj-db-1', ['container proj-web-1', 'network default']],
    ]);
  });

  it('refuses to make a network anew that others are in', () => {
    const inner = { ...shop, networks: { default: { name: 'proj_default', ipam: {}, internal: true } } };
    const up = upWith(shop);
    const networks = up.networks.map((network) => ({ ...network, members: { stranger: 'a-stranger' } }));
    expect(() => plan(inner, { ...up, networks })).toThrow(/proj_default has to be made anew.*a-stranger/);
  });

  it('waits for health where somebody starts that needs it, and not otherwise', () => {
    const checked = projectOf([
      { ...web, depends_on: { db: { condition: 'service_healthy', required: true } } },
      { ...db, healthcheck: { test: ['CMD', 'true'] } },
    ]);
    expect(plan(checked, emptyActual(checked)).actions.map(actionText).slice(2)).toEqual([
      'container proj-db-1: create and start',
      'service db: wait until it is healthy',
      'container proj-web-1: create and start',
    ]);
    expect(isEmpty(plan(checked, upWith(checked)))).toBe(true);
  });

  it('leaves a job that ended well as it is, when others wait for it to', () => {
    const job = serviceOf('job');
    const waiting = serviceOf('app', {
      depends_on: { job: { condition: 'service_completed_successfully', required: true } },
    });
    const project = projectOf([job, waiting]);
    const up = upWith(project);
    expect(up.containers.find(({ service }) => service === 'job')?.state).toBe('exited');
    expect(isEmpty(plan(project, up))).toBe(true);
    const failed = up.containers.map((one) => (one.service === 'job' ? { ...one, exitCode: 3 } : one));
    expect(lines(plan(project, { ...up, containers: failed }))).toEqual([
      'container proj-job-1: start (it does not run (it ended with 3))',
    ]);
  });

  it('restarts what asks to be restarted with what it depends on', () => {
    const tied = projectOf([
      { ...web, depends_on: { db: { condition: 'service_started', required: true, restart: true } } },
      db,
    ]);
    const changed = withService(tied, { ...db, user: 'app' });
    expect(lines(plan(changed, upWith(tied)))).toEqual([
      'container proj-db-1: recreate (`user` was added: `app`)',
      'container proj-web-1: restart (db, on which it depends with `restart: true`, is restarted or made anew)',
    ]);
  });

  it('makes anew what shares a namespace with what is made anew', () => {
    const side = serviceOf('side', {
      network_mode: 'service:db',
      depends_on: { db: { condition: 'service_started', required: true } },
    });
    const tied = projectOf([db, side]);
    const changed = withService(tied, { ...db, user: 'app' });
    expect(lines(plan(changed, upWith(tied)))[1]).toBe(
      'container proj-side-1: recreate (`network_mode` ties it to db, which is made anew)',
    );
  });

  it('recreates for an image that is another one now, and perhaps for one that it pulls', () => {
    const up = upWith(shop);
    const images = { busybox: { id: 'sha256:other', taggedAt: 0, environment: [] } };
    expect(lines(plan(shop, { ...up, images }))[0]).toMatch(
      /the image busybox is another one now \(other, it runs busybox\)/,
    );
    const pulled = plan(shop, up, { pull: 'always' });
    expect(pulled.actions.map(actionText)).toEqual([
      'image busybox: pull',
      'container proj-db-1: recreate if its image is another one then',
      'container proj-web-1: recreate if its image is another one then',
    ]);
  });

  it('tells orphans, and removes them only when asked to', () => {
    const up = upWith(shop);
    const { web: _web, ...services } = shop.services;
    const less = { ...shop, services };
    const kept = plan(less, up);
    expect([isEmpty(kept), kept.orphans.map(({ name, removed }) => [name, removed])]).toEqual([
      true,
      [['proj-web-1', false]],
    ]);
    expect(lines(plan(less, up, { removeOrphans: true }))).toEqual([
      'container proj-web-1: stop and remove (the file has no service web)',
    ]);
  });

  it('makes anew what an attempt that was killed had set aside', () => {
    const up = upWith(shop);
    const name = `${'a'.repeat(12)}_proj-db-1`;
    const containers = up.containers.map((one) => (one.service === 'db' ? { ...one, name } : one));
    const [action] = plan(shop, { ...up, containers }).actions;
    expect(action).toMatchObject({ kind: 'container-recreate', name, newName: 'proj-db-1' });
  });

  it('compares what another tool made with what it shows', () => {
    const up = upWith(shop);
    const containers = up.containers.map((one) => ({
      ...one,
      config: undefined,
      labels: { 'com.docker.compose.version': '1.29.2' },
      mounts: one.service === 'db' ? [{ ...mountOf('proj_data', '/data') }] : [],
      shown: { ...one.shown, environment: one.service === 'web' ? ['LOG=info', 'OLD=1'] : [] },
    }));
    const found = plan(shop, { ...up, containers });
    expect(lines(found)).toEqual([
      'container proj-web-1: recreate (`environment.OLD` was removed (it was `1`))',
    ]);
    expect(found.stays[0]?.reasons).toEqual([{ text: 'it is as wanted (made by docker-compose 1.29.2)' }]);
  });

  it.each<[string, Project, Partial<Actual>, UpOptions, RegExp]>([
    [
      'a name that a stranger has',
      shop,
      { otherNames: { 'proj-db-1': 'f'.repeat(64) } },
      {},
      /"proj-db-1" is in use by container ffffffffffff/,
    ],
    [
      'one port for several',
      projectOf([
        serviceOf('web', { ports: [{ mode: 'ingress', target: 80, published: '8080', protocol: 'tcp' }] }),
      ]),
      {},
      { scale: { web: 2 } },
      /2 containers cannot all publish port 8080/,
    ],
    [
      'one name for several',
      projectOf([serviceOf('web', { container_name: 'x' })]),
      {},
      { scale: { web: 2 } },
      /cannot all have the name "x"/,
    ],
    ['an unknown service', shop, {}, { services: ['nobody'] }, /no such service: nobody/],
    [
      'an image that may not be fetched',
      projectOf([serviceOf('web', { pull_policy: 'never' })]),
      { images: {} },
      {},
      /busybox is not here/,
    ],
    [
      'an external network that is not there',
      { ...shop, networks: { default: { name: 'out', ipam: {}, external: true } } },
      {},
      {},
      /network out declared as external/,
    ],
    [
      'what only Swarm can',
      projectOf([serviceOf('web', { credential_spec: { file: 'x' } })]),
      {},
      {},
      /`credential_spec`/,
    ],
    [
      'what only BuildKit can build',
      projectOf([serviceOf('web', { build: { context: '/proj', ssh: ['default'] } })]),
      { images: {} },
      {},
      /service web: `build\.ssh` needs BuildKit/,
    ],
    [
      'a restart policy that is none',
      projectOf([serviceOf('web', { restart: 'sometimes' })]),
      {},
      {},
      /service web: restart sometimes is none of no, always/,
    ],
  ])('refuses %s before anything is done', (_what, project, actual, options, error) => {
    expect(() => plan(project, { ...emptyActual(project), ...actual }, options)).toThrow(error);
  });
});
