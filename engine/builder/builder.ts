import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildBackend, ProgressMessage } from '../api/backends.ts';
import type { BuildRequest } from '../api/types/build.ts';
import { messageOf } from '../base/errors.ts';
import { newId, shortId } from '../base/ids.ts';
import { makeFolder } from '../disk/atomic-write.ts';
import { mountsBelow, unmount } from '../process/mount.ts';
import { buildFrom } from './build.ts';
import type { BuilderDeps } from './builder-deps.ts';
import { BuildCache } from './cache/build-cache.ts';
import { receiveContext } from './context/receive-context.ts';
import { StepFailure } from './steps/step-failure.ts';

/**
 * Opens the builder: `<root>/cache` (which step gave which image), `<root>/contexts` (what builds under way were sent) and
 * `<root>/mounts` (folders of `RUN --mount=type=cache`); looks into images are mounted below `mounts`. What a crash left is
 * swept.
 */
export async function openBuilder(
  parts: Omit<BuilderDeps, 'cache' | 'contexts'> & { readonly root: string },
): Promise<BuildBackend> {
  const { root, ...rest } = parts;
  const cache = new BuildCache(join(root, 'cache'));
  const deps: BuilderDeps = { ...rest, cache, contexts: join(root, 'contexts') };
  await makeFolder(deps.contexts, 0o700);
  await makeFolder(join(root, 'mounts'), 0o700);
  await makeFolder(deps.mounts, 0o700);
  await cache.open();
  await sweep(deps);
  return { build: (request, tar, signal) => build(deps, request, tar, join(root, 'mounts'), signal) };
}

/** One build from its context to its names. What fails before anything was told is thrown, the rest is the last message. */
async function* build(
  deps: BuilderDeps,
  request: BuildRequest,
  tar: AsyncIterable<Buffer>,
  caches: string,
  signal: AbortSignal,
): AsyncGenerator<ProgressMessage> {
  const id = newId();
  const contextFolder = join(deps.contexts, id);
  const folder = join(deps.mounts, id);
  await makeFolder(contextFolder, 0o700);
  await makeFolder(folder, 0o700);
  try {
    const context = await receiveContext(tar, contextFolder);
    const building = buildFrom(deps, request, context, { folder, caches }, signal);
    for (;;) {
      const next = await building.next();
      if (next.done !== true) {
        if (!request.quiet) yield next.value;
        continue;
      }
      const image = next.value;
      for (const tag of request.tags) await nameIt(deps, image.id, tag);
      if (request.quiet) {
        yield { stream: `${image.id}\n` };
        return;
      }
      yield { aux: { ID: image.id } };
      yield { stream: `Successfully built ${shortId(image.id)}\n` };
      for (const tag of request.tags) yield { stream: `Successfully tagged ${withTag(tag)}\n` };
      return;
    }
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    yield { errorDetail: { code: error.exitCode, message: error.message }, error: error.message };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(contextFolder, { recursive: true, force: true });
  }
}

async function nameIt(deps: BuilderDeps, image: string, name: string): Promise<void> {
  const [, repository = name, tag = 'latest'] = /^(.*?)(?::([^:/]+))?$/.exec(name) ?? [];
  await deps.images.tag(image, repository, tag);
}

function withTag(name: string): string {
  return /:[^/]+$/.test(name) ? name : `${name}:latest`;
}

/** Takes away what builds left that were under way when the engine died. */
async function sweep(deps: BuilderDeps): Promise<void> {
  try {
    for (const path of await mountsBelow(deps.mounts)) await unmount(path, { lazy: true });
    for (const folder of [deps.mounts, deps.contexts]) {
      for (const name of await readdir(folder))
        await rm(join(folder, name), { recursive: true, force: true });
    }
  } catch (error) {
    deps.logger.warn('what an interrupted build left cannot be removed', { error: messageOf(error) });
  }
}
