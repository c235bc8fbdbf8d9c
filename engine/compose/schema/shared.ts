import {
  command,
  flag,
  integer,
  list,
  named,
  object,
  options,
  type Schema,
  text,
  texts,
  variables,
} from './keywords.ts';

export const EXTRA_HOSTS: Schema = {
  type: ['array', 'object'],
  description: 'Lines for `/etc/hosts`: `host=address`, or a mapping.',
  items: { type: 'string' },
  additionalProperties: { type: ['string', 'array'], items: { type: 'string' }, 'x-merge': 'unique' },
  'x-form': 'hosts',
};

export const ULIMITS: Schema = {
  type: 'object',
  description: 'Limits of processes, such as `nofile`.',
  propertyNames: { pattern: '^[a-z]+$' },
  additionalProperties: object(
    'One number for both, or `soft` and `hard`.',
    {
      soft: integer('What processes start with.', { minimum: -1 }),
      hard: integer('What they may raise it to.', { minimum: -1 }),
    },
    {
      type: ['integer', 'string', 'object'],
      required: ['soft', 'hard'],
      'x-form': 'ulimit',
      'x-merge': 'replace',
    },
  ),
};

export const MOUNTED_FILES: Schema = list(
  'Names of them, or mappings.',
  object(
    'One of them as a file in the container.',
    {
      source: text('Its name in this project.'),
      target: text('The name of the file in the container.'),
      uid: { type: ['string', 'integer'], description: 'The owner of the file.', 'x-form': 'text' },
      gid: { type: ['string', 'integer'], description: 'The group of the file.', 'x-form': 'text' },
      mode: integer('The permissions of the file, octal: `0440`.'),
    },
    { type: ['string', 'object'], required: ['source'] },
  ),
  { 'x-form': 'mounted-files', 'x-merge': 'by-target' },
);

const HOOK_KEYS: Readonly<Record<string, Schema>> = {
  command: command('What is run in the container.'),
  user: text('As whom.'),
  privileged: flag('With extended privileges.'),
  working_dir: text('Where.'),
  environment: variables('Further variables.'),
};

/** A command run inside the container at a point of its life. */
export const HOOK: Schema = object('A command in the container.', HOOK_KEYS, { required: ['command'] });

/** The exec of a `sync+exec` rule. */
export const WATCH_EXEC: Schema = { ...HOOK, description: 'What is run after a sync with `sync+exec`.' };

/** A command run before the container starts. */
export const PRE_START_HOOK: Schema = object(
  'A command before the container starts.',
  {
    ...HOOK_KEYS,
    image: text('The image that it runs in; default: that of the service.'),
    per_replica: flag('Once for each container rather than once for the service.'),
  },
  { required: ['command'] },
);

/** A device asked for by what it can do, such as a GPU. */
export const DEVICE_REQUEST: Schema = object('A device asked for by what it can do.', {
  capabilities: texts('What it has to be able to do, such as `gpu`.'),
  driver: text('Its driver, such as `nvidia`.'),
  count: { type: ['integer', 'string'], description: 'How many, or `all`.', 'x-form': 'count' },
  device_ids: texts('Which ones.'),
  options: options('Options of the driver.'),
});

/** How a service is in a network. */
export const SERVICE_NETWORKS: Schema = {
  ...named(
    'The networks that the service is in: their names, or a mapping.',
    object(
      'How the service is in this network.',
      {
        aliases: texts('Further names of the service in this network.'),
        ipv4_address: text('A fixed IPv4 address.'),
        ipv6_address: text('A fixed IPv6 address.'),
        link_local_ips: texts('Link-local addresses.'),
        mac_address: text('A fixed MAC address.'),
        driver_opts: options('Options of the network driver for this endpoint.'),
        priority: integer('Networks are connected in descending order of this.'),
        gw_priority: integer('The network with the highest one gives the default gateway.'),
        interface_name: text('The name of the interface in the container.'),
      },
      { type: ['object', 'null'] },
    ),
  ),
  type: ['array', 'object', 'null'],
  items: { type: 'string' },
  'x-form': 'names',
};
