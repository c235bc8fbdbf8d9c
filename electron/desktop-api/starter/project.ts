import type { StarterChoices, StarterKind, StarterLine } from '../types.ts';

/** What is known of a project's folder. */
export interface Project {
  /** The folder's name. */
  readonly name: string;
  /** What lies in it; of a few folders also what lies in them, as `app/main.py`, folders there as `cmd/web/`. */
  readonly names: ReadonlySet<string>;
  /** The text of the files that tell something, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** How one kind of project is built. Everything in it is a pure function of what is in the folder. */
export interface Template {
  readonly kind: StarterKind;
  /** What in the folder speaks for it; undefined when nothing does. */
  readonly recognise: (project: Project) => string | undefined;
  /** @param port the one that was chosen, if any: a command may name it */
  readonly choices: (project: Project, port?: string) => StarterChoices;
  /** Those that may be made otherwise. */
  readonly choosable: readonly (keyof StarterChoices)[];
  readonly dockerfile: (project: Project, choices: StarterChoices) => readonly StarterLine[];
  /** What does not belong into the context, beside what never does. */
  readonly ignore: (project: Project) => readonly StarterLine[];
}

export const EVERYTHING = ['version', 'port', 'command'] as const;

export const BLANK: StarterLine = { text: '', why: '' };

export function line(text: string, why: string): StarterLine {
  return { text, why };
}

/** A file's text, or an empty one. */
export function textOf(project: Project, path: string): string {
  return project.texts.get(path) ?? '';
}

/** The first of these that the folder has. */
export function firstOf(project: Project, ...paths: readonly string[]): string | undefined {
  return paths.find((path) => project.names.has(path));
}

/** CMD in the form without a shell, so that signals reach the program; through a shell only where the command needs one. */
export function cmd(command: string): StarterLine {
  const isForShell = /[|&;<>()$`"'*?[\]{}~\\\n]|^\s*[A-Za-z_]\w*=/.test(command);
  const words = isForShell ? ['sh', '-c', command] : command.split(/\s+/).filter((word) => word !== '');
  return line(
    `CMD ${JSON.stringify(words).replaceAll('","', '", "')}`,
    isForShell
      ? 'Through a shell, since the command has parts that only a shell understands.'
      : 'Without a shell in between, so that a stop reaches the program at once.',
  );
}

export function expose(port: string): readonly StarterLine[] {
  return port === ''
    ? []
    : [line(`EXPOSE ${port}`, 'Tells where it listens; -p or “Publish” makes it reachable from outside.')];
}
