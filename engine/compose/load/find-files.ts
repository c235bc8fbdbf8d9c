import { dirname, join, resolve } from 'node:path';
import { fault } from '../../base/errors.ts';
import type { Place } from '../model/place.ts';
import { parseEnv } from './env/parse-env.ts';
import { faultAt } from './fault.ts';
import type { LoadRequest } from './request.ts';
import type { Run } from './run.ts';

const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** Where a project is, and what its templates are resolved against. */
export interface Found {
  readonly directory: string;
  readonly files: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
}

/**
 * Finds a project's files: those of the request, else those of `COMPOSE_FILE`, else a file with a default name here or in
 * the nearest folder above, together with its override file. The environment is the caller's, then that of the env files.
 */
export async function findFiles(run: Run, request: LoadRequest): Promise<Found> {
  const environment = new Map<string, string>();
  for (const [name, value] of Object.entries(request.environment)) {
    if (value !== undefined) environment.set(name, value);
  }
  const here = request.directory;
  const given = request.files?.map((file) => resolve(here, file));
  const start = request.projectDirectory
    ? resolve(here, request.projectDirectory)
    : dirname(given?.[0] ?? join(here, '-'));
  await addEnvFiles(run, request, environment, start);
  const files = given ?? filesOfVariable(environment, here) ?? (await defaultFiles(run, start));
  const [first] = files;
  if (first === undefined) {
    throw fault('not-found', `no configuration file provided: not found in ${start} or a folder above it`);
  }
  const directory = request.projectDirectory ? start : dirname(first);
  if (directory !== start) await addEnvFiles(run, request, environment, directory);
  return { directory, files, environment };
}

function filesOfVariable(
  environment: ReadonlyMap<string, string>,
  here: string,
): readonly string[] | undefined {
  const separator = environment.get('COMPOSE_PATH_SEPARATOR') || ':';
  const files = (environment.get('COMPOSE_FILE') ?? '').split(separator).filter((file) => file !== '');
  return files.length > 0 ? files.map((file) => resolve(here, file)) : undefined;
}

async function defaultFiles(run: Run, start: string): Promise<readonly string[]> {
  for (let directory = start; ; directory = dirname(directory)) {
    const [file, ...others] = await present(run, directory, NAMES);
    if (file !== undefined) {
      const [override, ...otherOverrides] = await present(run, directory, OVERRIDES);
      const place = { file, line: 1, column: 1 };
      for (const other of [...others, ...otherOverrides]) {
        run.warn(`${other} is left out: there is more than one file with a default name`, place);
      }
      return override === undefined ? [file] : [file, override];
    }
    if (directory === dirname(directory)) return [];
  }
}

async function present(run: Run, directory: string, names: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of names) {
    const file = join(directory, name);
    if ((await run.peek(file)) !== undefined) files.push(file);
  }
  return files;
}

async function addEnvFiles(
  run: Run,
  request: LoadRequest,
  environment: Map<string, string>,
  directory: string,
): Promise<void> {
  const named =
    request.envFiles ?? (environment.get('COMPOSE_ENV_FILES') ?? '').split(',').filter((file) => file !== '');
  if (named.length === 0 && /^(?:1|true)$/i.test(environment.get('COMPOSE_DISABLE_ENV_FILE') ?? '')) return;
  const files =
    named.length > 0 ? named.map((file) => resolve(request.directory, file)) : [join(directory, '.env')];
  const added = new Map<string, string>();
  const lookup = (name: string): string | undefined => environment.get(name) ?? added.get(name);
  for (const file of files) {
    const place: Place = { file, line: 1, column: 1 };
    const isThere = named.length > 0 || (await run.peek(file)) !== undefined;
    const text = isThere ? await run.text(file, place) : undefined;
    if (text === undefined && named.length > 0) throw faultAt(place, `env file ${file} not found`);
    for (const [name, value] of parseEnv(file, text ?? '', lookup)) {
      if (value !== undefined) added.set(name, value);
    }
  }
  for (const [name, value] of added) if (!environment.has(name)) environment.set(name, value);
}
