import { readFile } from 'node:fs/promises';
import { fault, messageOf } from '../../base/errors.ts';
import type { MountedFile } from '../model/mount.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';

type Kind = 'configs' | 'secrets';

/** A config or secret of a service, and how it gets into the container. */
export interface ServiceFile {
  readonly kind: Kind;
  readonly file: MountedFile;
  /** Where it stands in the container. */
  readonly target: string;
  /** A bind mount of this file, or its content put into the container. */
  readonly how:
    | { readonly bind: string }
    | { readonly content: Buffer; readonly uid: number; readonly gid: number; readonly mode: number };
}

/** Contents of those files that cannot be bind mounts, by absolute path. */
export type Contents = ReadonlyMap<string, Buffer>;

/** Reads what `filesOf` needs. Throws `invalid` naming the config or secret whose file cannot be read. */
export async function readContents(project: Project): Promise<Contents> {
  const contents = new Map<string, Buffer>();
  for (const service of Object.values(project.services)) {
    for (const { kind, file } of mountedFiles(service)) {
      const path = project[kind][file.source]?.file;
      if (path === undefined || contents.has(path) || !needsCopy(file)) continue;
      try {
        contents.set(path, await readFile(path));
      } catch (cause) {
        const what = kind === 'configs' ? 'config' : 'secret';
        throw fault(
          'invalid',
          `service ${service.name}: ${what} ${file.source} cannot be read: ${messageOf(cause)}`,
          cause,
        );
      }
    }
  }
  return contents;
}

/** The configs and secrets of a service. Throws `invalid` for one that is external: only Swarm has these. */
export function filesOf(project: Project, service: Service, contents: Contents): readonly ServiceFile[] {
  return mountedFiles(service).map(({ kind, file }) => {
    const what = kind === 'configs' ? 'config' : 'secret';
    const source = project[kind][file.source];
    if (source === undefined)
      throw fault('invalid', `service ${service.name}: undefined ${what} ${file.source}`);
    if (source.external === true) {
      throw fault(
        'not-implemented',
        `service ${service.name}: ${what} ${file.source} is external, and only Swarm keeps such`,
      );
    }
    for (const key of ['driver', 'template_driver'] as const) {
      if (!(key in source)) continue;
      throw fault(
        'not-implemented',
        `service ${service.name}: \`${key}\` of ${what} ${file.source} is for Swarm`,
      );
    }
    if (source.environment !== undefined && source.text === undefined) {
      throw fault(
        'invalid',
        `service ${service.name}: the variable "${source.environment}" that ${what} ${file.source} comes from is not set`,
      );
    }
    const target = targetOf(kind, file);
    if (source.file !== undefined && !needsCopy(file)) {
      return { kind, file, target, how: { bind: source.file } };
    }
    if (service.read_only === true) {
      throw fault(
        'not-implemented',
        `service ${service.name}: ${what} ${file.source} cannot be written into a read_only container; take it from a \`file\` without uid, gid and mode`,
      );
    }
    const content = source.file === undefined ? Buffer.from(source.text ?? '') : contents.get(source.file);
    if (content === undefined)
      throw fault('invalid', `service ${service.name}: ${what} ${file.source} was not read`);
    const how = {
      content,
      uid: idOf(service, file.uid),
      gid: idOf(service, file.gid),
      mode: file.mode ?? 0o444,
    };
    return { kind, file, target, how };
  });
}

function mountedFiles(service: Service): { readonly kind: Kind; readonly file: MountedFile }[] {
  return (['configs', 'secrets'] as const).flatMap((kind) =>
    (service[kind] ?? []).map((file) => ({ kind, file })),
  );
}

/** A bind mount has the owner and the mode that the file has. */
function needsCopy({ uid, gid, mode }: MountedFile): boolean {
  return uid !== undefined || gid !== undefined || mode !== undefined;
}

function targetOf(kind: Kind, { source, target }: MountedFile): string {
  if (target?.startsWith('/') === true) return target;
  return kind === 'configs' ? `/${target ?? source}` : `/run/secrets/${target ?? source}`;
}

function idOf(service: Service, text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,7}$/.test(text))
    throw fault('invalid', `service ${service.name}: uid and gid of files are numbers, not ${text}`);
  return Number(text);
}
