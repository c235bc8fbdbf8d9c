import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { fault } from '../../base/errors.ts';
import { isId } from '../../base/ids.ts';
import type { BuildLimits, BuildRequest } from '../types/build.ts';
import type { Ulimit } from '../types/container.ts';
import type { AuthConfig } from '../types/registry.ts';
import type { Query } from './query.ts';
import * as shape from './shape.ts';

/** Reads what `POST /build` asks for. Throws `invalid`, and `not-implemented` for what this builder does not do. */
export function buildRequest(query: Query, headers: IncomingHttpHeaders): BuildRequest {
  if (query.text('version') === '2') {
    throw fault(
      'not-implemented',
      'this engine builds without BuildKit: use the classic builder (DOCKER_BUILDKIT=0)',
    );
  }
  refuseOthers(query);
  return {
    id: buildId(headers['x-gantry-build-id'] ?? query.text('buildid')),
    dockerfile: query.text('dockerfile') ?? 'Dockerfile',
    remote: remoteOf(query),
    secrets: secretsOf(headers['x-gantry-build-secrets']),
    entitlements: entitlementsOf(headers['x-gantry-build-allow']),
    tags: query.all('t'),
    buildArgs: values(query, 'buildargs'),
    labels: textValues(query, 'labels'),
    target: query.text('target'),
    platform: query.text('platform')?.toLowerCase(),
    noCache: query.flag('nocache'),
    cacheFrom: list(query, 'cachefrom'),
    pull: query.flag('pull'),
    quiet: query.flag('q'),
    remove: query.flag('rm', true),
    forceRemove: query.flag('forcerm'),
    networkMode: query.text('networkmode'),
    extraHosts: extraHosts(query),
    limits: limits(query),
    auth: registryConfig(headers['x-registry-config']),
  };
}

function limits(query: Query): BuildLimits {
  const number = (name: string, field: keyof BuildLimits) => {
    const value = query.integer(name);
    return value === undefined || value === 0 ? {} : { [field]: value };
  };
  const text = (name: string, field: keyof BuildLimits) => {
    const value = query.text(name);
    return value === undefined ? {} : { [field]: value };
  };
  return {
    ...number('memory', 'Memory'),
    ...number('memswap', 'MemorySwap'),
    ...number('cpushares', 'CpuShares'),
    ...number('cpuperiod', 'CpuPeriod'),
    ...number('cpuquota', 'CpuQuota'),
    ...number('shmsize', 'ShmSize'),
    ...text('cpusetcpus', 'CpusetCpus'),
    ...text('cpusetmems', 'CpusetMems'),
    ...text('cgroupparent', 'CgroupParent'),
    ...ulimits(query),
  };
}

/** What belongs to BuildKit, to other systems, or is not done. */
function refuseOthers(query: Query): void {
  const version = query.text('version');
  if (version !== undefined && version !== '' && version !== '1')
    throw fault('invalid', `invalid version: ${version}`);
  if (query.flag('squash'))
    throw fault('not-implemented', 'squash is not supported: layers are kept as they are');
  if (list(query, 'securityopt').length > 0) {
    throw fault(
      'not-implemented',
      'The daemon on this platform does not support setting security options on build',
    );
  }
  const isolation = query.text('isolation');
  if (isolation !== undefined && isolation !== '' && isolation !== 'default')
    throw fault('invalid', `Unsupported isolation: ${JSON.stringify(isolation)}`);
  const outputs = json(query, 'outputs');
  if (Array.isArray(outputs) ? outputs.length > 0 : outputs != null) {
    throw fault(
      'not-implemented',
      'outputs belong to BuildKit: this builder makes an image; take files from it with docker create and docker cp',
    );
  }
  if ((query.text('session') ?? '') !== '') {
    throw fault(
      'not-implemented',
      'sessions belong to BuildKit: send the context as the body, without session and --stream',
    );
  }
}

const ulimitsShape = z.array(
  shape.struct<Ulimit>({ Name: shape.text, Soft: shape.integer.default(0), Hard: shape.integer.default(0) }),
);
const ULIMITS =
  /^(core|cpu|data|fsize|locks|memlock|msgqueue|nice|nofile|nproc|rss|rtprio|rttime|sigpending|stack)$/;

function ulimits(query: Query): Pick<BuildLimits, 'Ulimits'> {
  const given = json(query, 'ulimits');
  if (given === undefined || given === null) return {};
  const found = ulimitsShape.safeParse(given);
  if (!found.success) throw wrong('ulimits', 'a list of {"Name":…,"Soft":…,"Hard":…}');
  for (const { Name, Soft, Hard } of found.data) {
    if (!ULIMITS.test(Name)) throw fault('invalid', `invalid ulimit type: ${Name}`);
    if (Hard !== -1 && (Soft > Hard || Soft === -1)) {
      throw fault('invalid', `ulimit soft limit must be less than or equal to hard limit: ${Soft} > ${Hard}`);
    }
  }
  return found.data.length === 0 ? {} : { Ulimits: found.data };
}

/** A client that wants to find its build under way names it itself. Throws `invalid` for what is no id. */
function buildId(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && isId(header)) return header;
  throw fault('invalid', 'the id of a build has to be 64 hexadecimal digits');
}

/** Clients send the names one by one or as one list. */
function extraHosts(query: Query): readonly string[] {
  return query
    .all('extrahosts')
    .flatMap((value) => (value.startsWith('[') ? list(query, 'extrahosts') : [value]));
}

function list(query: Query, name: string): readonly string[] {
  const value = json(query, name);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
    throw wrong(name, 'a list of strings');
  return value as readonly string[];
}

function textValues(query: Query, name: string): Readonly<Record<string, string>> {
  const found = values(query, name);
  if (Object.values(found).includes(null)) throw wrong(name, 'a map of strings');
  return found as Readonly<Record<string, string>>;
}

function values(query: Query, name: string): Readonly<Record<string, string | null>> {
  const value = json(query, name);
  if (value === undefined || value === null) return {};
  const isMap = typeof value === 'object' && !Array.isArray(value);
  if (!isMap || Object.values(value).some((one) => one !== null && typeof one !== 'string')) {
    throw wrong(name, 'a map of strings');
  }
  return value as Readonly<Record<string, string | null>>;
}

function json(query: Query, name: string): unknown {
  const text = query.text(name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw fault('invalid', `invalid value for ${name}: it is no JSON`, cause);
  }
}

function wrong(name: string, wanted: string): Error {
  return fault('invalid', `invalid value for ${name}: want ${wanted}`);
}

/** Credentials by registry. Throws `invalid` for what is not base64 of a JSON map. */
function registryConfig(header: string | string[] | undefined): Readonly<Record<string, AuthConfig>> {
  if (typeof header !== 'string' || header === '') return {};
  try {
    const value: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, AuthConfig>>;
    }
  } catch (cause) {
    throw fault('invalid', 'X-Registry-Config is not base64 of JSON', cause);
  }
  throw fault('invalid', 'X-Registry-Config is not a map of registries');
}

/** BuildKit's clients write `client-session` for the session that this builder does not have, and send the context as well. */
function remoteOf(query: Query): string | undefined {
  const remote = query.text('remote');
  return remote === 'client-session' ? undefined : remote;
}

/** Secrets by id, as base64 of a JSON map. Throws `invalid` without repeating any of it. */
function secretsOf(header: string | string[] | undefined): Readonly<Record<string, string>> {
  if (header === undefined || header === '') return {};
  const wanted = 'X-Gantry-Build-Secrets must be base64 of a JSON object with text values';
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(String(header), 'base64').toString('utf8'));
  } catch {
    throw fault('invalid', wanted);
  }
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap || Object.values(value as object).some((one) => typeof one !== 'string'))
    throw fault('invalid', wanted);
  return value as Readonly<Record<string, string>>;
}

/** What may be asked for; `network.host` as with BuildKit, though RUN has that of every build here, asked for or not. */
const ENTITLEMENTS = ['security.insecure', 'network.host'];

function entitlementsOf(header: string | string[] | undefined): readonly string[] {
  const asked = String(header ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = asked.find((name) => !ENTITLEMENTS.includes(name));
  if (unknown === undefined) return asked;
  throw fault('invalid', `unknown entitlement ${JSON.stringify(unknown)}: use ${ENTITLEMENTS.join(' or ')}`);
}
