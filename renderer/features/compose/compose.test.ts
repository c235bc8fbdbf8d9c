import { describe, expect, it } from 'vitest';
import type { ProjectView, ServiceView } from '../../../electron/desktop-api/compose/types.ts';
import type { ContainerSummary } from '../../../engine/api/types/container.ts';
import { layOutServices } from './graph/service-layout.ts';
import { filterProjects, projectLook, projectRows } from './list/project-row.ts';
import { actionParts, actionTone, spoken } from './plan/plan-words.ts';
import { serviceRows, waitsFor } from './services/service-row.ts';

function container(project: string, service: string, status: string, more = {}): ContainerSummary {
  const name = `${project}-${service}-1`;
  return {
    Id: name,
    Names: [`/${name}`],
    Image: 'busybox',
    ImageID: 'sha256:1',
    Command: 'sh',
    Created: 1,
    Ports: [],
    Labels: { 'com.docker.compose.project': project, 'com.docker.compose.service': service, ...more },
    State: status.startsWith('Up') ? 'running' : 'exited',
    Status: status,
    HostConfig: { NetworkMode: 'default' },
    NetworkSettings: { Networks: {} },
    Mounts: [],
  };
}

function service(name: string, dependsOn: ServiceView['dependsOn'] = []): ServiceView {
  return {
    name,
    active: true,
    profiles: [],
    image: 'busybox',
    isBuilt: false,
    scale: 1,
    hasHealthCheck: false,
    ports: [],
    dependsOn,
    place: null,
  };
}

function view(...services: readonly ServiceView[]): ProjectView {
  return {
    name: 'shop',
    directory: '/shop',
    files: ['/shop/compose.yaml'],
    sources: ['/shop/compose.yaml'],
    profiles: [],
    services,
    networks: [],
    volumes: [],
    rendered: '',
    warnings: [],
  };
}

describe('the list of projects', () => {
  const known = [{ name: 'shop', directory: '/shop', files: ['/shop/compose.yaml'], openedAt: 1 }];

  it('has those that were opened and those that containers name, each once', () => {
    const rows = projectRows(known, [
      container('blog', 'web', 'Up 1 second', { 'com.docker.compose.project.working_dir': '/blog' }),
      container('shop', 'db', 'Up 1 second (healthy)'),
      container('shop', 'task', 'Up 1 second', { 'com.docker.compose.oneoff': 'True' }),
    ]);
    expect(
      rows.map(({ name, directory, services, isKnown }) => [name, directory, services, isKnown]),
    ).toEqual([
      ['blog', '/blog', ['web'], false],
      ['shop', '/shop', ['db'], true],
    ]);
    expect(filterProjects(rows, 'db', 'all').map(({ name }) => name)).toEqual(['shop']);
    expect(filterProjects(rows, '', 'stopped')).toEqual([]);
  });

  it.each([
    [[], 'idle', 'Not up'],
    [['Up 1 second'], 'ok', 'Running'],
    [['Up 1 second (unhealthy)'], 'bad', '1 unhealthy'],
    [['Up 1 second', 'Exited (0) 1 second ago'], 'warn', '1 of 2 running'],
    [['Up 1 second', 'Exited (3) 1 second ago'], 'bad', '1 failed, 1 of 2 running'],
    [['Exited (137) 1 second ago'], 'idle', 'Stopped'],
  ])('says of containers with %j: %s, %s', (states, tone, text) => {
    const containers = states.map((status, index) => container('shop', `s${index}`, status));
    expect(projectRows(known, containers).map(projectLook)).toEqual([{ tone, text }]);
  });
});

describe('the services of a project', () => {
  it('are those of the files, then those that only containers tell of', () => {
    const rows = serviceRows('shop', view(service('web'), service('db')), [
      container('shop', 'db', 'Up 1 second (health: starting)'),
      container('shop', 'old', 'Exited (1) 1 second ago'),
      container('blog', 'web', 'Up 1 second'),
    ]);
    expect(
      rows.map(({ name, wanted, containers }) => [name, wanted?.name, containers.map(({ words }) => words)]),
    ).toEqual([
      ['web', 'web', []],
      ['db', 'db', ['starting']],
      ['old', undefined, ['exited (1)']],
    ]);
  });

  it('stand behind what they wait for, and lines are whole once that is there', () => {
    const web = service('web', [
      { service: 'db', condition: 'service_healthy', required: true },
      { service: 'setup', condition: 'service_completed_successfully', required: true },
    ]);
    const setup = service('setup', [{ service: 'db', condition: 'service_started', required: true }]);
    const rows = serviceRows('shop', view(web, setup, service('db')), [
      container('shop', 'db', 'Up 1 second (healthy)'),
      container('shop', 'setup', 'Exited (1) 1 second ago'),
    ]);
    const { nodes, lines } = layOutServices(rows);
    const columns = [...nodes].sort((one, other) => one.x - other.x).map(({ row }) => row.name);
    expect(columns).toEqual(['db', 'setup', 'web']);
    expect(lines).toEqual([
      { service: 'web', needed: 'db', met: true },
      { service: 'web', needed: 'setup', met: false },
      { service: 'setup', needed: 'db', met: true },
    ]);
    expect(waitsFor(web)).toBe('db to be healthy, setup to end well');
  });
});

describe('a plan in words', () => {
  it('has the thing, what is done with it, and sentences for reasons', () => {
    expect(actionParts('image r.example:5000/a: pull')).toEqual({
      thing: 'image r.example:5000/a',
      act: 'pull',
    });
    expect(['container-remove', 'container-recreate', 'image-pull', 'wait'].map(actionTone)).toEqual([
      'remove',
      'change',
      'make',
      'run',
    ]);
    expect(spoken('`environment.LOG` changed from `info` to `debug`')).toBe(
      'environment.LOG changed from info to debug',
    );
    expect(spoken('it is not there yet')).toBe('It is not there yet');
  });
});
