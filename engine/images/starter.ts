import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { ImageBackend } from '../api/backends/images.ts';
import { errnoOf, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { encodeHeader } from '../disk/tar-encode.ts';
import { nameBytes, padding, TAR_END, type TarHeader } from '../disk/tar-header.ts';
import { programPath } from '../process/program-path.ts';
import { run } from '../process/run.ts';
import type { Image, ImageSource } from './image.ts';
import { isStaticElf } from './static-elf.ts';

/** `assets/starter-image/recipe.json`; its README.md explains it. */
const Recipe = z.object({
  reference: z.string(),
  program: z.string(),
  folders: z.record(z.string(), z.string().regex(/^[0-7]{3,4}$/)),
  owners: z.record(z.string(), z.number()),
  config: z.object({
    Env: z.array(z.string()),
    Cmd: z.array(z.string()),
    Labels: z.record(z.string(), z.string()),
  }),
});

export interface StarterOptions {
  readonly images: Pick<ImageSource, 'createImage'> & Pick<ImageBackend, 'list'>;
  /** The folder of the image store, which remembers that the starter image was made. */
  readonly root: string;
  /** The folder `assets/starter-image`. */
  readonly assets: string;
  readonly logger: Logger;
}

/**
 * Makes the starter image on the first start of an empty store; answers it, or undefined when there was nothing to do or
 * nothing to make it from. Who deletes it does not get it again. Never throws: an engine without it is whole.
 */
export async function ensureStarterImage(options: StarterOptions): Promise<Image | undefined> {
  const marker = join(options.root, 'starter-was-made');
  try {
    if (await exists(marker)) return undefined;
    const images = await options.images.list({ all: true, sharedSize: false, filters: new Map() });
    const image = images.length > 0 ? undefined : await makeStarterImage(options);
    if (images.length > 0 || image !== undefined) await writeFileAtomic(marker, '', { durable: true });
    return image;
  } catch (error) {
    options.logger.warn('the starter image could not be made', { error: messageOf(error) });
    return undefined;
  }
}

async function makeStarterImage({ images, assets, logger }: StarterOptions): Promise<Image | undefined> {
  const recipe = Recipe.parse(JSON.parse(await readFile(join(assets, 'recipe.json'), 'utf8')));
  const program = await programPath(recipe.program);
  if (program === undefined || !(await isStaticElf(program))) {
    const why = program === undefined ? 'is not installed' : `(${program}) needs shared libraries`;
    logger.warn(
      `there is no starter image, because ${recipe.program} ${why}; install the package busybox-static`,
    );
    return undefined;
  }
  const { mtime } = await stat(program);
  const image = await images.createImage({
    parent: undefined,
    layer: Readable.from(rootTar(recipe, { program, rootfs: join(assets, 'rootfs') }), { objectMode: false }),
    config: recipe.config,
    author: '',
    comment: 'made by Gantry from the busybox of this machine',
    createdBy: 'gantry starter image',
    created: mtime,
    reference: recipe.reference,
  });
  logger.info('made the starter image', { image: recipe.reference, id: image.id });
  return image;
}

async function* rootTar(
  recipe: z.infer<typeof Recipe>,
  from: { readonly program: string; readonly rootfs: string },
): AsyncGenerator<Buffer> {
  const program = await stat(from.program);
  const common = {
    uid: 0,
    gid: 0,
    size: 0,
    mtime: String(Math.floor(program.mtimeMs / 1000)),
    linkPath: '',
    device: { major: 0, minor: 0 },
    records: new Map<string, string>(),
  };
  const header = (path: string, rest: Partial<TarHeader> & Pick<TarHeader, 'type' | 'mode'>) =>
    encodeHeader({ ...common, path: nameBytes(path), ...rest });

  for (const [path, mode] of Object.entries(recipe.folders).sort(byFirst)) {
    const owner = recipe.owners[path] ?? 0;
    const bits = Number.parseInt(mode, 8);
    yield header(`${path}/`, { type: 'directory', mode: bits, uid: owner, gid: owner });
  }
  for (const path of await filesBelow(from.rootfs)) {
    const content = await readFile(join(from.rootfs, path));
    yield header(path, { type: 'file', mode: 0o644, size: content.length });
    yield content;
    yield padding(content.length);
  }
  yield header('bin/busybox', { type: 'file', mode: 0o755, size: program.size });
  yield* createReadStream(from.program) as AsyncIterable<Buffer>;
  yield padding(program.size);
  for (const path of await applets(from.program)) {
    yield header(path, { type: 'symlink', mode: 0o777, linkPath: '/bin/busybox' });
  }
  yield TAR_END;
}

function byFirst(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : 1;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

async function applets(program: string): Promise<string[]> {
  const { stdout } = await run(program, ['--list-full']);
  return stdout
    .split('\n')
    .filter((path) => path !== '' && path !== 'bin/busybox')
    .sort();
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}
