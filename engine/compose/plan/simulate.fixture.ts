import type { MountPoint } from '../../api/types/container.ts';
import type { Actual, ActualContainer } from '../actual/actual.ts';
import { askedBy } from '../actual/read-actual.ts';
import { containerLabels, LABEL } from '../labels/labels.ts';
import { imageName } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import { comparableResource, comparableService } from '../wanted/comparable.ts';
import type { Action, CarriedVolume } from './action.ts';
import type { Plan } from './plan.ts';

/** An engine that has nothing of a project but its images. */
export function emptyActual(project: Project): Actual {
  const asked = askedBy(project);
  const images = asked.images.map(
    (ref) => [ref, { id: `sha256:${ref}`, taggedAt: 0, environment: [] }] as const,
  );
  return {
    project: project.name,
    asked,
    containers: [],
    networks: [],
    volumes: [],
    images: Object.fromEntries(images),
    otherNames: {},
  };
}

/** What an engine has after a plan was applied to it: a model of `applyPlan` that needs no engine. */
export function simulate(project: Project, actual: Actual, plan: Plan): Actual {
  return plan.actions.reduce((state, action) => step(project, state, action), actual);
}

function step(project: Project, actual: Actual, action: Action): Actual {
  const without = (id: string) => actual.containers.filter((one) => one.id !== id);
  const changed = (id: string, change: Partial<ActualContainer>) =>
    actual.containers.map((one) => (one.id === id ? { ...one, ...change } : one));
  switch (action.kind) {
    case 'network-create':
    case 'network-recreate': {
      const resource = there(project.networks[action.key]);
      const network = {
        id: `id-${action.name}-${actual.networks.length}`,
        name: action.name,
        key: action.key,
        labels: { [LABEL.project]: project.name },
        config: comparableResource(resource).config,
        members: {},
      };
      return {
        ...actual,
        networks: [...actual.networks.filter(({ name }) => name !== action.name), network],
      };
    }
    case 'network-remove':
      return { ...actual, networks: actual.networks.filter(({ name }) => name !== action.name) };
    case 'volume-create': {
      const { config } = comparableResource(there(project.volumes[action.key]));
      const volume = {
        name: action.name,
        key: action.key,
        labels: { [LABEL.project]: project.name },
        config,
      };
      return { ...actual, volumes: [...actual.volumes, volume] };
    }
    case 'volume-remove':
      return { ...actual, volumes: actual.volumes.filter(({ name }) => name !== action.name) };
    case 'image-pull':
    case 'image-build': {
      const image = { id: `sha256:${action.image}-new`, taggedAt: 1, environment: [] };
      return { ...actual, images: { ...actual.images, [action.image]: image } };
    }
    case 'image-remove':
      return actual;
    case 'container-create':
      return {
        ...actual,
        containers: [...actual.containers, made(project, actual, action, action.name, [])],
      };
    case 'container-recreate': {
      const next = made(project, actual, action, action.newName, action.carried);
      return { ...actual, containers: [...without(action.container), next] };
    }
    case 'container-start':
    case 'container-restart':
      return { ...actual, containers: changed(action.container, { state: 'running', health: 'healthy' }) };
    case 'container-stop':
      return { ...actual, containers: changed(action.container, { state: 'exited' }) };
    case 'container-remove':
      return { ...actual, containers: without(action.container) };
    case 'wait':
      return action.condition === 'service_healthy'
        ? actual
        : {
            ...actual,
            containers: actual.containers.map((one) =>
              one.service === action.service ? { ...one, state: 'exited' as const, exitCode: 0 } : one,
            ),
          };
  }
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the plan names what the project does not have');
  return value;
}

let count = 0;

function made(
  project: Project,
  actual: Actual,
  {
    service: name,
    number,
    start,
  }: { readonly service: string; readonly number: number; readonly start: boolean },
  containerName: string,
  carried: readonly CarriedVolume[],
): ActualContainer {
  const service = there(project.services[name]);
  const { text, hash, config } = comparableService(project, service, new Map());
  const image = actual.images[imageName(project, service)]?.id ?? '';
  const id = `id-${containerName}-${count++}`;
  return {
    id,
    name: containerName,
    service: name,
    number,
    oneoff: false,
    image,
    imageName: imageName(project, service),
    state: start ? 'running' : 'created',
    exitCode: 0,
    health: service.healthcheck === undefined ? undefined : 'healthy',
    created: '2024-01-02T03:04:05Z',
    labels: containerLabels(project, service, { number, config: text, hash, image }),
    config,
    mounts: carried.map(({ name: volume, target }) => mountOf(volume, target)),
    networks: Object.keys(service.networks ?? {}).map((key) => project.networks[key]?.name ?? key),
    shown: {
      command: [],
      entrypoint: [],
      environment: [],
      user: '',
      workingDir: '',
      hostname: '',
      privileged: false,
      readOnly: false,
      restart: 'no',
      memory: 0,
      ports: {},
    },
  };
}

/** A mount of an anonymous volume. */
export function mountOf(volume: string, target: string): MountPoint {
  return {
    Type: 'volume',
    Name: volume,
    Source: '',
    Destination: target,
    Mode: '',
    RW: true,
    Propagation: '',
  };
}
