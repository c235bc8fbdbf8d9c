import type { Project } from '../model/project.ts';
import type { ReadText, Warning } from './run.ts';

/** What to load, as the options of `docker compose` say it. */
export interface LoadRequest {
  /** The folder that the request comes from, absolute: default files are looked for here and above. */
  readonly directory: string;
  /** The caller's environment; `COMPOSE_…` variables count, as do those of `.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The Compose files in the order of merging (`--file`). */
  readonly files?: readonly string[];
  /** `--project-directory` */
  readonly projectDirectory?: string;
  /** `--project-name` */
  readonly projectName?: string;
  /** `--profile`; `*` stands for all. */
  readonly profiles?: readonly string[];
  /** `--env-file`, instead of `.env`. */
  readonly envFiles?: readonly string[];
  /** Services that are active even when their profiles are not. */
  readonly services?: readonly string[];
  /** How files are read; default: from this machine. The window gives its unsaved text here. */
  readonly read?: ReadText;
}

export interface Loaded {
  readonly project: Project;
  readonly warnings: readonly Warning[];
}
