import { describe, expect, it } from 'vitest';
import type { Service } from '../model/service.ts';
import { COMPOSE_SCHEMA } from './compose-schema.ts';
import type { Schema } from './keywords.ts';
import { nearest } from './nearest.ts';
import { SERVICE } from './service.ts';

/** Every key that a schema has below it, with its way there. */
function keysOf(schema: Schema, path = ''): readonly (readonly [string, Schema])[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => [
    [`${path}.${key}`, inner] as const,
    ...keysOf(inner, `${path}.${key}`),
  ]);
  const items = schema.items ? keysOf(schema.items, `${path}[]`) : [];
  const others = schema.additionalProperties ? keysOf(schema.additionalProperties, `${path}.*`) : [];
  return [
    ...own,
    ...items,
    ...others,
    ...Object.values(schema.$defs ?? {}).flatMap((inner) => keysOf(inner, path)),
  ];
}

/** What a loaded service may have; the compiler sees to it that no key is left out. */
const MODEL: Record<Exclude<keyof Service, 'name' | 'extensions'>, true> = {
  image: true,
  build: true,
  platform: true,
  pull_policy: true,
  command: true,
  entrypoint: true,
  working_dir: true,
  user: true,
  group_add: true,
  init: true,
  tty: true,
  stdin_open: true,
  environment: true,
  provider: true,
  models: true,
  scale: true,
  profiles: true,
  depends_on: true,
  restart: true,
  healthcheck: true,
  stop_signal: true,
  stop_grace_period: true,
  pre_start: true,
  post_start: true,
  pre_stop: true,
  deploy: true,
  develop: true,
  attach: true,
  container_name: true,
  hostname: true,
  domainname: true,
  labels: true,
  annotations: true,
  logging: true,
  network_mode: true,
  networks: true,
  ports: true,
  expose: true,
  links: true,
  external_links: true,
  extra_hosts: true,
  dns: true,
  dns_opt: true,
  dns_search: true,
  mac_address: true,
  volumes: true,
  volumes_from: true,
  tmpfs: true,
  configs: true,
  secrets: true,
  read_only: true,
  storage_opt: true,
  privileged: true,
  cap_add: true,
  cap_drop: true,
  security_opt: true,
  userns_mode: true,
  pid: true,
  ipc: true,
  uts: true,
  cgroup: true,
  cgroup_parent: true,
  isolation: true,
  runtime: true,
  sysctls: true,
  ulimits: true,
  devices: true,
  device_cgroup_rules: true,
  gpus: true,
  credential_spec: true,
  use_api_socket: true,
  mem_limit: true,
  mem_reservation: true,
  mem_swappiness: true,
  memswap_limit: true,
  shm_size: true,
  pids_limit: true,
  oom_kill_disable: true,
  oom_score_adj: true,
  cpus: true,
  cpu_count: true,
  cpu_percent: true,
  cpu_period: true,
  cpu_quota: true,
  cpu_rt_period: true,
  cpu_rt_runtime: true,
  cpu_shares: true,
  cpuset: true,
  blkio_config: true,
};

describe('the schema', () => {
  it('describes every key, for people who write files', () => {
    const keys = keysOf(COMPOSE_SCHEMA);
    expect(keys.length).toBeGreaterThan(200);
    expect(keys.filter(([, schema]) => !schema.description).map(([path]) => path)).toEqual([]);
  });

  it('has the keys of a service that the model has, and those that loading uses up', () => {
    const usedUp = ['extends', 'env_file', 'label_file', 'pull_refresh_after'];
    expect(Object.keys(SERVICE.properties ?? {}).toSorted()).toEqual(
      [...Object.keys(MODEL), ...usedUp].toSorted(),
    );
  });

  it('is plain JSON, as the editor needs it', () => {
    expect(JSON.parse(JSON.stringify(COMPOSE_SCHEMA))).toEqual(COMPOSE_SCHEMA);
  });
});

describe('the nearest known key', () => {
  const keys = Object.keys(SERVICE.properties ?? {});
  it.each([
    ['depends on', 'depends_on'],
    ['prots', 'ports'],
    ['port', 'ports'],
    ['Enviroment', 'environment'],
    ['env-file', 'env_file'],
    ['volume', 'volumes'],
    ['restrat', 'restart'],
    ['healthchek', 'healthcheck'],
    ['grace_period', 'stop_grace_period'],
    ['frobnicate', undefined],
    ['a', undefined],
  ])('of %s is %s', (written, expected) => {
    expect(nearest(written, keys)).toBe(expected);
  });
});
