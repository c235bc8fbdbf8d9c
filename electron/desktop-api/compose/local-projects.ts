import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EngineClient } from '../../../engine/client/client.ts';
import { ls } from '../../../engine/compose/commands/lists.ts';
import { loadProject } from '../../../engine/compose/load/load-project.ts';
import { readTextOfFile } from '../../../engine/compose/load/read-text.ts';
import type { Loaded } from '../../../engine/compose/load/request.ts';
import { DesktopError } from '../../desktop-error.ts';
import { absolute } from '../files/file-routes.ts';
import { fileTrouble } from '../files/file-trouble.ts';
import type { KnownProject } from './types.ts';

/** Where the projects that were opened here are kept. */
export interface ProjectsPort {
  list(): readonly KnownProject[];
  put(project: KnownProject): Promise<void>;
  remove(name: string): Promise<void>;
}

interface Reading {
  readonly profiles?: readonly string[];
  /** Services that are wanted even when their profiles are not. */
  readonly services?: readonly string[];
  /** Texts that stand for files, by absolute path. */
  readonly texts?: Readonly<Record<string, string>>;
}

type Where = Pick<KnownProject, 'files'> & Partial<Pick<KnownProject, 'directory'>>;

/** The Compose projects of this machine: where their files are, and what is in them now. */
export class LocalProjects {
  readonly #client: () => EngineClient;
  readonly #known: ProjectsPort;

  constructor(client: () => EngineClient, known: ProjectsPort) {
    this.#client = client;
    this.#known = known;
  }

  list(): readonly KnownProject[] {
    return this.#known.list();
  }

  /** Loads what is at a path and keeps where it is. Throws a `ComposeFault` for what is wrong in the files. */
  async open(path: string): Promise<Loaded> {
    const loaded = await loadProject({ environment: process.env, ...(await requestAt(absolute(path))) });
    const { name, directory, files } = loaded.project;
    await this.#known.put({ name, directory, files, openedAt: Date.now() });
    return loaded;
  }

  async forget(name: string): Promise<void> {
    await this.#known.remove(name);
  }

  /** Loads a project by its name. Throws 404 when nobody knows its files, a `ComposeFault` for what is wrong in them. */
  async load(name: string, reading: Reading = {}): Promise<Loaded> {
    const { files, directory = dirname(files[0] ?? '/') } = await this.#where(name);
    const { profiles, services, texts = {} } = reading;
    return await loadProject({
      directory,
      files,
      projectDirectory: directory,
      projectName: name,
      environment: process.env,
      ...(profiles === undefined ? {} : { profiles }),
      ...(services === undefined ? {} : { services }),
      read: async (path) => (Object.hasOwn(texts, path) ? texts[path] : await readTextOfFile(path)),
    });
  }

  /** Those opened here come first; else what the labels of its containers say. */
  async #where(name: string): Promise<Where> {
    const known = this.#known.list().find((project) => project.name === name);
    if (known !== undefined) return known;
    const labelled = (await ls(this.#client(), { all: true })).find((project) => project.name === name);
    if (labelled === undefined)
      throw new DesktopError(404, `There is no project ${name}; open its Compose file.`);
    const { files, directory } = labelled;
    if (files.length === 0)
      throw new DesktopError(404, `Nothing says where the files of ${name} are; open its Compose file.`);
    return { files, ...(directory === '' ? {} : { directory }) };
  }
}

/** A folder is looked through, a file is taken with its override file beside it left out, as `-f` does. */
async function requestAt(path: string): Promise<{ directory: string; files?: readonly string[] }> {
  try {
    return (await stat(path)).isDirectory()
      ? { directory: path }
      : { directory: dirname(path), files: [path] };
  } catch (cause) {
    throw fileTrouble(path, cause);
  }
}
