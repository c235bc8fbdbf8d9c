import {
  bytes,
  duration,
  integer,
  list,
  number,
  object,
  oneOf,
  pairs,
  type Schema,
  text,
  texts,
} from './keywords.ts';
import { DEVICE_REQUEST } from './shared.ts';

function updateConfig(description: string): Schema {
  return object(description, {
    parallelism: integer('How many containers at a time.'),
    delay: duration('The time between groups.'),
    failure_action: text('What is done when it fails: `continue`, `pause`, `rollback`.'),
    monitor: duration('How long a container is watched for failure.'),
    max_failure_ratio: number('What part may fail.'),
    order: oneOf('What comes first.', ['start-first', 'stop-first']),
  });
}

const GENERIC_RESOURCES = list(
  'Resources of one’s own kind.',
  object('One resource.', {
    discrete_resource_spec: object('A resource that is counted.', {
      kind: text('Its kind.'),
      value: integer('How many.'),
    }),
  }),
);

/** `services.*.deploy` */
export const DEPLOY: Schema = object(
  'How many containers, and what they may use.',
  {
    mode: text('`replicated`, `global`, `replicated-job` or `global-job`.'),
    endpoint_mode: text('`vip` or `dnsrr`.'),
    replicas: integer('How many containers.', { minimum: 0 }),
    labels: pairs('Labels of the service, not of its containers.'),
    resources: object('What containers may use, and what is kept for them.', {
      limits: object('What containers may use at most.', {
        cpus: number('CPUs, such as `0.5`.'),
        memory: bytes('Memory.'),
        pids: integer('Processes.'),
      }),
      reservations: object('What is kept for containers.', {
        cpus: number('CPUs.'),
        memory: bytes('Memory.'),
        generic_resources: GENERIC_RESOURCES,
        devices: list('Devices, such as GPUs.', { ...DEVICE_REQUEST, required: ['capabilities'] }),
      }),
    }),
    restart_policy: object('When containers are started again.', {
      condition: text('`none`, `on-failure` or `any`.'),
      delay: duration('The time between attempts.'),
      max_attempts: integer('How often at most.'),
      window: duration('How long a container has to run to count as started.'),
    }),
    update_config: updateConfig('How Swarm updates the service.'),
    rollback_config: updateConfig('How Swarm takes an update back.'),
    placement: object('Where Swarm puts containers.', {
      constraints: texts('Conditions on nodes.'),
      preferences: list(
        'How containers are spread.',
        object('One preference.', { spread: text('A label.') }),
      ),
      max_replicas_per_node: integer('How many at most on a node.'),
    }),
  },
  { type: ['object', 'null'] },
);
