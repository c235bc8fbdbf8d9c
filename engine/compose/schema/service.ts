import { BUILD } from './build.ts';
import { DEPLOY } from './deploy.ts';
import {
  bytes,
  command,
  duration,
  flag,
  integer,
  list,
  named,
  number,
  object,
  oneOf,
  options,
  pairs,
  path,
  type Schema,
  text,
  textOrTexts,
  texts,
  variables,
} from './keywords.ts';
import { MOUNTS, PORTS } from './mounts-and-ports.ts';
import {
  DEVICE_REQUEST,
  EXTRA_HOSTS,
  HOOK,
  MOUNTED_FILES,
  PRE_START_HOOK,
  SERVICE_NETWORKS,
  ULIMITS,
  WATCH_EXEC,
} from './shared.ts';

const RUNS: Readonly<Record<string, Schema>> = {
  image: text('The image that containers are made from.', { examples: ['nginx:1.27', 'postgres:17'] }),
  build: BUILD,
  platform: text('The platform to run on, such as `linux/amd64`.'),
  pull_policy: text('When the image is pulled.', {
    pattern: '^(always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+)$',
    examples: ['always', 'never', 'missing', 'if_not_present', 'build', 'daily', 'weekly', 'every_12h'],
  }),
  pull_refresh_after: duration('With `pull_policy: refresh`: after which time the image is pulled again.'),
  command: command('What containers run instead of the `CMD` of the image.'),
  entrypoint: command('What containers run instead of the `ENTRYPOINT` of the image.'),
  working_dir: text('The folder that the command runs in.'),
  user: {
    type: ['string', 'integer'],
    description: 'The user that it runs as: `user[:group]`.',
    'x-form': 'text',
  },
  group_add: texts('Further groups of that user.'),
  init: flag('Run a small init process that forwards signals and reaps children.'),
  tty: flag('With a terminal.'),
  stdin_open: flag('Keep standard input open.'),
  environment: variables('Environment variables.'),
  env_file: {
    type: ['string', 'array'],
    description: 'Files with environment variables.',
    items: object(
      'A file with environment variables.',
      {
        path: path('The file.'),
        required: flag('Whether it has to be there. Default: yes.'),
        format: oneOf('`raw` takes values as they are; default: quotes, comments and templates.', ['raw']),
      },
      { type: ['string', 'object'], required: ['path'] },
    ),
    'x-form': 'env-files',
    'x-merge': 'by-path',
  },
  provider: object(
    'Another program that provides the service instead of containers.',
    {
      type: text('The program.'),
      options: {
        type: 'object',
        description: 'Its options.',
        additionalProperties: {
          type: ['string', 'number', 'boolean', 'array'],
          items: { type: ['string', 'number', 'boolean'] },
        },
      },
    },
    { required: ['type'] },
  ),
  models: {
    ...named(
      'The models that the service uses: their names, or a mapping.',
      object(
        'The variables that tell the service about the model.',
        {
          endpoint_var: text('The variable with the address of the model.'),
          model_var: text('The variable with the name of the model.'),
        },
        { type: ['object', 'null'] },
      ),
    ),
    type: ['array', 'object'],
    items: { type: 'string' },
    'x-form': 'names',
  },
};

const LIFE: Readonly<Record<string, Schema>> = {
  scale: integer('How many containers.', { minimum: 0 }),
  profiles: texts('The service is left out unless one of these profiles is active.'),
  depends_on: {
    ...named(
      'The services that have to be there before: their names, or a mapping with conditions.',
      object(
        'How it has to be there.',
        {
          condition: oneOf('What it has to be before this service starts.', [
            'service_started',
            'service_healthy',
            'service_completed_successfully',
          ]),
          restart: flag('Restart this service when the other one is recreated or restarted.'),
          required: flag('Whether a missing or failing one is an error. Default: yes.'),
        },
        { required: ['condition'] },
      ),
    ),
    type: ['array', 'object'],
    items: { type: 'string' },
    'x-form': 'dependencies',
  },
  restart: text('When containers are started again after they ended.', {
    examples: ['no', 'always', 'on-failure', 'unless-stopped'],
    pattern: '^(|no|always|unless-stopped|on-failure(:[0-9]+)?)$',
  }),
  healthcheck: object('How containers are checked for being healthy.', {
    test: {
      type: ['string', 'array'],
      description: 'A command line, or `["CMD", …]`, `["CMD-SHELL", …]`, `["NONE"]`.',
      items: { type: ['string', 'number', 'boolean'], 'x-form': 'text' },
      'x-form': 'test',
      'x-merge': 'replace',
    },
    disable: flag('Without the check that the image brings.'),
    interval: duration('The time between checks.'),
    timeout: duration('How long a check may take.'),
    retries: integer('After how many failures a container is unhealthy.', { minimum: 0 }),
    start_period: duration('How long failures do not count after a start.'),
    start_interval: duration('The time between checks meanwhile.'),
  }),
  stop_signal: text('The signal that asks containers to stop. Default: that of the image, else SIGTERM.'),
  stop_grace_period: duration('How long they have for it before they are killed. Default: 10s.'),
  pre_start: list('Commands before a container starts.', PRE_START_HOOK),
  post_start: list('Commands in a container after it started.', HOOK),
  pre_stop: list('Commands in a container before it is stopped.', HOOK),
  deploy: DEPLOY,
  develop: object(
    'What is done when files change while `watch` runs.',
    {
      watch: list(
        'What is watched.',
        object(
          'A folder or file, and what is done when it changes.',
          {
            path: path('The folder or file.'),
            action: oneOf('What is done.', ['rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec']),
            target: text('Where it goes in the container.'),
            ignore: textOrTexts('Patterns of what does not count.'),
            include: textOrTexts('Patterns of what counts.'),
            initial_sync: flag('Sync everything at the start.'),
            exec: WATCH_EXEC,
          },
          { required: ['path', 'action'] },
        ),
      ),
    },
    { type: ['object', 'null'] },
  ),
  extends: object(
    'The service that this one is based on: its name, or a mapping with the file that has it.',
    {
      service: text('The service.'),
      file: text('The file that has it. Default: this one.'),
    },
    { type: ['string', 'object'], required: ['service'], 'x-form': 'extends', 'x-merge': 'replace' },
  ),
  attach: flag('Whether `up` shows its output. Default: yes.'),
};

const NAMES: Readonly<Record<string, Schema>> = {
  container_name: text('The name of its one container. Default: `project-service-1`.'),
  hostname: text('The host name in containers.'),
  domainname: text('The domain name in containers.'),
  labels: pairs('Labels of containers.'),
  label_file: textOrTexts('Files with labels of containers.', {
    items: { type: 'string', 'x-form': 'path' },
  }),
  annotations: pairs('Annotations of containers.'),
  logging: object('Where output goes.', {
    driver: text('The log driver, such as `json-file`.'),
    options: options('Its options.'),
  }),
};

const NETWORK: Readonly<Record<string, Schema>> = {
  network_mode: text('The network of another one, or none: `host`, `none`, `service:…`, `container:…`.'),
  networks: SERVICE_NETWORKS,
  ports: PORTS,
  expose: texts('Ports that other services may use.', { 'x-form': 'exposed' }),
  links: texts('Services under further names: `service[:alias]`.'),
  external_links: texts('Containers of other projects under further names: `container[:alias]`.'),
  extra_hosts: EXTRA_HOSTS,
  dns: textOrTexts('DNS servers.'),
  dns_opt: texts('DNS options.'),
  dns_search: textOrTexts('DNS search domains.'),
  mac_address: text('The MAC address.'),
};

const FILES: Readonly<Record<string, Schema>> = {
  volumes: MOUNTS,
  volumes_from: texts(
    'Services or containers whose mounts are taken over: `name[:ro]`, `container:name[:ro]`.',
  ),
  tmpfs: textOrTexts('Folders in memory: `path[:options]`.'),
  configs: { ...MOUNTED_FILES, description: 'The configs that the service reads.' },
  secrets: { ...MOUNTED_FILES, description: 'The secrets that the service reads.' },
  read_only: flag('The root file system cannot be written.'),
  storage_opt: options('Options of the storage driver.'),
};

const ISOLATION: Readonly<Record<string, Schema>> = {
  privileged: flag('With all privileges of the host.'),
  cap_add: texts('Capabilities that are added.'),
  cap_drop: texts('Capabilities that are taken away.'),
  security_opt: texts('Security options, such as `no-new-privileges`.'),
  userns_mode: text('The user namespace.'),
  pid: { type: ['string', 'null'], description: 'The PID namespace: `host`, `service:…`, `container:…`.' },
  ipc: text('The IPC namespace: `shareable`, `host`, `none`, `service:…`, `container:…`.'),
  uts: text('The UTS namespace: `host`.'),
  cgroup: oneOf('The cgroup namespace.', ['host', 'private']),
  cgroup_parent: text('The cgroup that containers are below.'),
  isolation: text('The isolation on Windows.'),
  runtime: text('The OCI runtime, such as `runc`.'),
  sysctls: pairs('Kernel parameters in containers.'),
  ulimits: ULIMITS,
  devices: list(
    'Devices of the host.',
    object(
      'A device of the host, short: `source[:target[:permissions]]`.',
      {
        source: text('The device on the host, or a CDI name.'),
        target: text('The device in the container.'),
        permissions: text('`r`, `w`, `m`.'),
      },
      { type: ['string', 'object'], required: ['source'] },
    ),
    { 'x-form': 'devices', 'x-merge': 'by-target' },
  ),
  device_cgroup_rules: texts('Rules for devices, such as `c 1:3 mr`.'),
  gpus: list('GPUs: `all`, or which ones.', DEVICE_REQUEST, { type: ['string', 'array'], 'x-form': 'gpus' }),
  credential_spec: object('The credential spec on Windows.', {
    config: text('The config that has it.'),
    file: text('The file that has it.'),
    registry: text('The registry value that has it.'),
  }),
  use_api_socket: flag('Give the service the engine’s socket and credentials.'),
};

function deviceRates(description: string): Schema {
  return list(
    description,
    object('A device and its limit.', {
      path: text('The device.'),
      rate: { ...bytes('How much a second.') },
    }),
    { 'x-merge': 'by-path' },
  );
}

const LIMITS: Readonly<Record<string, Schema>> = {
  mem_limit: bytes('The most memory.'),
  mem_reservation: bytes('Memory that is kept.'),
  mem_swappiness: integer('How readily memory is swapped out: 0 to 100.'),
  memswap_limit: bytes('The most memory and swap together; -1: without a limit.'),
  shm_size: bytes('The size of `/dev/shm`.'),
  pids_limit: integer('The most processes; -1: without a limit.'),
  oom_kill_disable: flag('Do not kill when memory runs out.'),
  oom_score_adj: integer('How readily it is killed when memory runs out: -1000 to 1000.', {
    minimum: -1000,
    maximum: 1000,
  }),
  cpus: number('CPUs, such as `0.5`.', { minimum: 0 }),
  cpu_count: integer('How many CPUs on Windows.', { minimum: 0 }),
  cpu_percent: number('What part of the CPUs on Windows.', { minimum: 0, maximum: 100 }),
  cpu_shares: integer('The weight against other containers.'),
  cpu_period: { ...integer('The period of the CPU limit, microseconds.'), 'x-form': 'microseconds' },
  cpu_quota: { ...integer('CPU time per period, microseconds.'), 'x-form': 'microseconds' },
  cpu_rt_period: { ...integer('The period of the realtime limit.'), 'x-form': 'microseconds' },
  cpu_rt_runtime: { ...integer('Realtime CPU time per period.'), 'x-form': 'microseconds' },
  cpuset: {
    type: ['string', 'integer'],
    description: 'The CPUs to run on, such as `0-3`.',
    'x-form': 'text',
  },
  blkio_config: object('Limits of block devices.', {
    weight: integer('The weight against other containers: 10 to 1000.'),
    weight_device: list(
      'Weights by device.',
      object('A device and its weight.', { path: text('The device.'), weight: integer('Its weight.') }),
      { 'x-merge': 'by-path' },
    ),
    device_read_bps: deviceRates('Bytes read a second.'),
    device_write_bps: deviceRates('Bytes written a second.'),
    device_read_iops: deviceRates('Reads a second.'),
    device_write_iops: deviceRates('Writes a second.'),
  }),
};

/** `services.*` */
export const SERVICE: Schema = object('A service: containers that are alike.', {
  ...RUNS,
  ...LIFE,
  ...NAMES,
  ...NETWORK,
  ...FILES,
  ...ISOLATION,
  ...LIMITS,
});
