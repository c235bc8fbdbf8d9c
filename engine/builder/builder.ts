import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildBackend } from '../api/backends/builder.ts';
import type { ProgressMessage } from '../api/backends/progress.ts';
import type { BuildRequest } from '../api/types/build.ts';
import { allEnded } from '../base/all-ended.ts';
import { fault, messageOf } from '../base/errors.ts';
import { newId, shortId } from '../base/ids.ts';
import { parseReference } from '../base/reference.ts';
import { makeFolder } from '../disk/atomic-write.ts';
import type { ImageUsers } from '../images/image.ts';
import type { Storekeeper } from '../images/inventory.ts';
import { buildFrom } from './build.ts';
import { platformArgs } from './build-args.ts';
import type { BuilderDeps } from './builder-deps.ts';
import { BuildCache } from './cache/build-cache.ts';
import { CacheKeeper } from './cache/cache-keeper.ts';
import { CacheUsage } from './cache/cache-usage.ts';
import { openContext } from './context/open-context.ts';
import { ignoredBy } from './context/receive-context.ts';
import { untilAborted } from './context/until-aborted.ts';
import { DockerfileError } from './dockerfile/dockerfile-error.ts';
import { baseFactsOf } from './lint/base-facts.ts';
import { toldWarnings } from './lint/build-warnings.ts';
import { checkDockerfile } from './lint/check-dockerfile.ts';
import { BuildJournal } from './records/build-journal.ts';
import { BuildRecords } from './records/build-records.ts';
import { Remotes } from './remote/remotes.ts';
import { CacheMounts } from './steps/cache-mounts.ts';
import { StepFailure } from './steps/step-failure.ts';
import { sweep } from './sweep.ts';

/**
 * Opens the builder: `<root>/cache` (which step gave which image), `<root>/usage.json` (when parts of the cache were used last),
 * `<root>/records` (builds that ended, and under way), `<root>/remotes.json` (what is known of files at addresses),
 * `<root>/contexts` (what builds under way were sent) and `<root>/mounts` (folders of `RUN --mount=type=cache`); looks into images
 * are mounted below `mounts`. What a crash left is swept. `cacheBytes` bounds what the cache may take, a part of the disk unless
 * told.
 */
export async function openBuilder(
  parts: Omit<BuilderDeps, 'cache' | 'contexts' | 'records' | 'remotes' | 'images'> & {
    readonly root: string;
    readonly images: BuilderDeps['images'] & Storekeeper;
    readonly users: ImageUsers;
    readonly cacheBytes: number | undefined;
  },
): Promise<BuildBackend> {
  const { root, users, cacheBytes, ...rest } = parts;
  const usage = new CacheUsage(join(root, 'usage.json'), parts.clock);
  const cache = new BuildCache(join(root, 'cache'), usage);
  const records = new BuildRecords(join(root, 'records'), parts.logger);
  const deps: BuilderDeps = {
    ...rest,
    cache,
    records,
    contexts: join(root, 'contexts'),
    remotes: new Remotes(join(root, 'remotes.json'), parts.logger),
  };
  await makeFolder(deps.contexts, 0o700);
  const caches = new CacheMounts(join(root, 'mounts'));
  await makeFolder(caches.root, 0o700);
  await makeFolder(deps.mounts, 0o700);
  await usage.open();
  await cache.open();
  await records.open();
  await sweep(deps, caches);
  const keeper = new CacheKeeper(
    {
      cache,
      caches,
      users,
      images: parts.images,
      layers: parts.layers,
      trash: deps.contexts,
    },
    cacheBytes,
    parts.logger,
  );
  return {
    build: (request, tar, signal) => build(deps, request, tar, caches, signal, keeper),
    cacheRecords: () => keeper.records(),
    pruneCache: async (request) => {
      const report = await keeper.prune(request);
      const Attributes = { reclaimed: String(report.SpaceReclaimed) };
      deps.events.publish({ Type: 'builder', Action: 'prune', Actor: { ID: '', Attributes } });
      return report;
    },
    pruneRecords: async () => {
      const RecordsDeleted = await records.prune();
      for (const id of RecordsDeleted) tell(deps, id, 'remove');
      return { RecordsDeleted };
    },
    check: async ({ text, ignore }) => {
      const { warningsAreErrors: _, ...check } = await checkDockerfile(text, async (file) => ({
        platformArgs: platformArgs(undefined),
        baseOf: await baseFactsOf(deps.images, file, platformArgs(undefined)),
        ignored: ignore === undefined ? undefined : ignoredBy(ignore),
      }));
      return check;
    },
    builds: async () => records.list(),
    record: async (id) => records.get(id),
    log: async (id, step) => records.log(id, step),
    cancel: async (id) => records.cancel(id),
    removeRecord: async (id) => {
      await records.remove(id);
      tell(deps, id, 'remove');
    },
  };
}

/** One build from its context to its names. What fails before anything was told is thrown, the rest is the last message. */
async function* build(
  deps: BuilderDeps,
  request: BuildRequest,
  tar: AsyncIterable<Buffer>,
  caches: CacheMounts,
  clientSignal: AbortSignal,
  keeper: CacheKeeper,
): AsyncGenerator<ProgressMessage> {
  for (const tag of request.tags) checkName(tag);
  const id = request.id ?? newId();
  const stop = new AbortController();
  const signal = AbortSignal.any([clientSignal, stop.signal]);
  const places = { scratch: join(deps.contexts, id), folder: join(deps.mounts, id), caches };
  const { dockerfile, tags, target } = request;
  const journal = new BuildJournal({
    id,
    clock: deps.clock,
    tags,
    dockerfile,
    target,
    onChange: telling(deps, id),
  });
  await deps.records.begin(journal, stop);
  try {
    await allEnded([makeFolder(places.scratch, 0o700), makeFolder(places.folder, 0o700)]);
    yield* told(deps, request, tar, places, journal, signal);
  } catch (error) {
    const state = signal.aborted ? 'cancelled' : 'failed';
    const errorAt = error instanceof DockerfileError ? error.position : undefined;
    journal.ended({ state, error: messageOf(error), errorAt });
    if (!(error instanceof StepFailure)) throw error;
    yield { errorDetail: { code: error.exitCode, message: error.message }, error: error.message };
  } finally {
    // A client that goes away ends us between two messages.
    if (journal.record.state === 'running')
      journal.ended({ state: 'cancelled', error: 'the client went away' });
    await allEnded([
      deps.records.end(journal),
      rm(places.folder, { recursive: true, force: true }),
      rm(places.scratch, { recursive: true, force: true }),
    ]);
    if (journal.record.timeline.some(({ reason }) => reason !== undefined)) keeper.tidy();
  }
}

async function* told(
  deps: BuilderDeps,
  request: BuildRequest,
  tar: AsyncIterable<Buffer>,
  places: { readonly scratch: string; readonly folder: string; readonly caches: CacheMounts },
  journal: BuildJournal,
  signal: AbortSignal,
): AsyncGenerator<ProgressMessage> {
  const context = await openContext({
    request,
    tar: untilAborted(tar, signal),
    folder: join(places.scratch, 'context'),
    signal,
  });
  const building = buildFrom(deps, request, context, places, journal, signal);
  try {
    for (;;) {
      const next = await building.next();
      if (next.done === true) {
        yield* finish(deps, request, next.value.id, journal);
        return;
      }
      if (!request.quiet) yield next.value;
    }
  } finally {
    try {
      await building.return(undefined as never);
    } finally {
      await context.close();
    }
  }
}

async function* finish(
  deps: BuilderDeps,
  { tags, quiet }: BuildRequest,
  image: string,
  journal: BuildJournal,
): AsyncGenerator<ProgressMessage> {
  for (const tag of tags) await nameIt(deps, image, tag);
  journal.ended({ state: 'done', image });
  if (quiet) {
    yield { stream: `${image}\n` };
    return;
  }
  for (const stream of toldWarnings(journal.record.warnings ?? [])) yield { stream };
  yield { aux: { ID: image } };
  yield { stream: `Successfully built ${shortId(image)}\n` };
  for (const tag of tags) yield { stream: `Successfully tagged ${withTag(tag)}\n` };
}

/** Windows look again at once when a build begins or ends, and at its steps a few times a second. */
const STEPS_TOLD_EVERY_MS = 100;

function telling(deps: BuilderDeps, id: string): (action: 'start' | 'step' | 'end') => void {
  let later: NodeJS.Timeout | undefined;
  return (action) => {
    if (action !== 'step') {
      clearTimeout(later);
      tell(deps, id, action);
      return;
    }
    if (later !== undefined) return;
    later = setTimeout(() => {
      later = undefined;
      tell(deps, id, 'step');
    }, STEPS_TOLD_EVERY_MS).unref();
  };
}

/** Tells that something happened to a build, so that windows look again. */
function tell(deps: BuilderDeps, id: string, action: string): void {
  deps.events.publish({ Type: 'builder', Action: action, Actor: { ID: id, Attributes: {} } });
}

async function nameIt(deps: BuilderDeps, image: string, name: string): Promise<void> {
  const [, repository = name, tag = 'latest'] = /^(.*?)(?::([^:/]+))?$/.exec(name) ?? [];
  await deps.images.tag(image, repository, tag);
}

/** Throws `invalid` for what is no name of an image, before anything is built. */
function checkName(name: string): void {
  if (parseReference(name).digest !== undefined)
    throw fault('invalid', 'refusing to create a tag with a digest reference');
}

function withTag(name: string): string {
  return /:[^/]+$/.test(name) ? name : `${name}:latest`;
}
