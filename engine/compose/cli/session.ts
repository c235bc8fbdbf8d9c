import { fault, isKind } from '../../base/errors.ts';
import { createEngineClient, type EngineClient } from '../../client/client.ts';
import { loadProject } from '../load/load-project.ts';
import { placeText } from '../model/place.ts';
import type { Project } from '../model/project.ts';
import type { Arguments, Values } from './options.ts';
import { list, text } from './values.ts';

const SOCKET = '/run/gantry/gantry.sock';

/** What a command works with. */
export interface Session extends Pick<Arguments, 'values' | 'words'> {
  readonly client: EngineClient;
  /** Aborts at the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
  /** To standard error. */
  readonly note: (line: string) => void;
  /** Reads the project's files. */
  load(services?: readonly string[]): Promise<Project>;
  /** The project; or only its name, when that was given and there are no files. */
  find(): Promise<Project | { readonly name: string }>;
}

/** Opens a session for a command line that was taken apart. */
export function openSession({ global, values, words }: Arguments, signal: AbortSignal): Session {
  const note = (line: string) => void process.stderr.write(`${line}\n`);
  const load = async (services: readonly string[] = []) => {
    const { project, warnings } = await loadProject({
      directory: process.cwd(),
      environment: process.env,
      services,
      ...requestOf(global),
    });
    for (const { message, place } of warnings) note(`${placeText(place)}: ${message}`);
    return project;
  };
  return {
    values,
    words,
    signal,
    client: createEngineClient(socketOf(global)),
    print: (line) => void process.stdout.write(`${line}\n`),
    note,
    load,
    async find() {
      const name = text(global, 'project-name') ?? process.env['COMPOSE_PROJECT_NAME'];
      try {
        return await load();
      } catch (error) {
        if (
          name === undefined ||
          name === '' ||
          list(global, 'file').length > 0 ||
          !isKind(error, 'not-found')
        )
          throw error;
        return { name };
      }
    },
  };
}

function requestOf(global: Values) {
  const [files, profiles, envFiles] = [
    list(global, 'file'),
    list(global, 'profile'),
    list(global, 'env-file'),
  ];
  const [projectName, projectDirectory] = [text(global, 'project-name'), text(global, 'project-directory')];
  return {
    ...(files.length === 0 ? {} : { files }),
    ...(profiles.length === 0 ? {} : { profiles }),
    ...(envFiles.length === 0 ? {} : { envFiles }),
    ...(projectName === undefined ? {} : { projectName }),
    ...(projectDirectory === undefined ? {} : { projectDirectory }),
  };
}

function socketOf(global: Values): string {
  const host = text(global, 'host') ?? process.env['DOCKER_HOST'] ?? `unix://${SOCKET}`;
  if (!host.startsWith('unix://'))
    throw fault('not-implemented', `only sockets of this machine are spoken to (unix://…), not ${host}`);
  return host.slice('unix://'.length);
}
