import { fault } from '../../base/errors.ts';
import { assertApplied } from '../apply/apply.ts';
import type { ApplyEvent } from '../apply/events.ts';
import { kill, pause, rm, unpause } from '../commands/each.ts';
import { build, pull, push } from '../commands/images.ts';
import { ps } from '../commands/lists.ts';
import { type Prepared, prepareDown, prepareLifecycle, prepareUp } from '../commands/prepare.ts';
import { actionText } from '../plan/action.ts';
import type { UpOptions } from '../plan/options.ts';
import type { Plan } from '../plan/plan.ts';
import { printLogs } from './look.ts';
import { planLines } from './plan-lines.ts';
import type { Session } from './session.ts';
import { count, given, list, oneOf, scales, text } from './values.ts';

/** Prints what `up` would do. */
export async function showPlan(session: Session): Promise<void> {
  const { plan } = await prepareUp(session.client, await session.load(session.words), upOptions(session));
  for (const line of planLines(plan)) session.print(line);
}

export async function runUp(session: Session): Promise<void> {
  const { client, values, words } = session;
  const project = await session.load(words);
  const options = upOptions(session);
  if (values['dry-run'] === true) return await showPlan(session);
  const prepared = await prepareUp(client, project, options);
  await apply(session, prepared);
  if (values['detach'] === true || values['wait'] === true || values['no-start'] === true) return;
  await printLogs({ ...session, values: { follow: true } }, project.name);
  session.note('the project is stopped; once more Ctrl-C leaves it as it is');
  const rows = await ps(client, project.name, { all: true });
  const isThere = (name: string) => rows.some(({ service, oneoff }) => service === name && !oneoff);
  const services = words.length === 0 ? [] : servicesUp(prepared.plan).filter(isThere);
  if (words.length > 0 && services.length === 0) return;
  await apply(
    { ...session, signal: new AbortController().signal },
    await prepareLifecycle(client, 'stop', project, services),
  );
}

/** The services that have containers once a plan is applied. */
function servicesUp({ actions, stays }: Plan): readonly string[] {
  const made = actions.flatMap((action) => {
    const isMade = action.kind.startsWith('container-') && action.kind !== 'container-remove';
    return isMade && 'service' in action ? [action.service] : [];
  });
  return [...new Set([...made, ...stays.map(({ service }) => service)])];
}

function upOptions({ values, words }: Session): UpOptions {
  const build = values['build'] === true ? 'always' : values['no-build'] === true ? 'never' : undefined;
  return given({
    services: words.length === 0 ? undefined : words,
    scale: scales(list(values, 'scale')),
    build,
    pull: oneOf(values, 'pull', ['always', 'missing', 'never']),
    forceRecreate: flag(values['force-recreate']),
    noRecreate: flag(values['no-recreate']),
    removeOrphans: flag(values['remove-orphans']),
    noDependencies: flag(values['no-deps']),
    renewAnonymousVolumes: flag(values['renew-anon-volumes']),
    noStart: flag(values['no-start']),
    wait: flag(values['wait']),
  } as const);
}

export async function runDown(session: Session): Promise<void> {
  const { client, values, words } = session;
  const options = given({
    services: words.length === 0 ? undefined : words,
    volumes: flag(values['volumes']),
    removeOrphans: flag(values['remove-orphans']),
    images: oneOf(values, 'rmi', ['local', 'all']),
  });
  const prepared = await prepareDown(client, await session.find(), options);
  if (values['dry-run'] === true) for (const line of planLines(prepared.plan)) session.print(line);
  else await apply(session, prepared);
}

/** `start`, `stop` and `restart`. */
export async function runLifecycle(session: Session, purpose: 'start' | 'stop' | 'restart'): Promise<void> {
  await apply(session, await prepareLifecycle(session.client, purpose, await session.find(), session.words));
}

export async function runScale(session: Session): Promise<void> {
  const { client, words } = session;
  const counts = scales(words);
  const services = Object.keys(counts);
  if (services.length === 0) throw fault('invalid', 'scale needs SERVICE=COUNT');
  const options = { services, scale: counts, noDependencies: true, noRecreate: true };
  await apply(session, await prepareUp(client, await session.load(services), options));
}

/** `pause`, `unpause`, `kill` and `rm`: the names of what it was done to. */
export async function runEach(session: Session, what: 'pause' | 'unpause' | 'kill' | 'rm'): Promise<void> {
  const { client, values, words } = session;
  const { name } = await session.find();
  const done = async () => {
    if (what === 'pause') return await pause(client, name, words);
    if (what === 'unpause') return await unpause(client, name, words);
    if (what === 'kill') return await kill(client, name, words, text(values, 'signal'));
    const stop = values['stop'] === true;
    if (values['force'] !== true) {
      const rows = await ps(client, name, { all: true, services: words });
      const going = rows
        .filter(({ state, oneoff }) => !oneoff && (stop || state !== 'running'))
        .map((row) => row.name);
      throw fault('invalid', `--force removes ${going.length === 0 ? 'nothing' : going.join(', ')}`);
    }
    return await rm(client, name, words, { stop, volumes: values['volumes'] === true });
  };
  for (const container of await done()) session.print(container);
}

/** `build`, `pull` and `push`: the images. */
export async function runImages(session: Session, what: 'build' | 'pull' | 'push'): Promise<void> {
  const { client, values, words, signal } = session;
  const project = await session.load(words);
  const options = {
    services: words,
    signal,
    onProgress: ({ service, text: line }: { readonly service: string; readonly text: string }) =>
      session.note(`${service} | ${line}`),
  };
  const images =
    what === 'build'
      ? await build(client, project, {
          ...options,
          ...given({ noCache: flag(values['no-cache']), pull: flag(values['pull']) }),
        })
      : await (what === 'pull' ? pull : push)(client, project, options);
  for (const image of images) session.print(image);
}

async function apply({ values, signal, note }: Session, { plan, apply: begin }: Prepared): Promise<void> {
  const texts = new Map(plan.actions.map((action) => [action.id, action]));
  for (const warning of plan.warnings) note(`warning: ${warning}`);
  for (const { name, removed } of plan.orphans) {
    if (!removed)
      note(`warning: ${name} is an orphan: the file has no such service (--remove-orphans removes it)`);
  }
  const onEvent = (event: ApplyEvent) => {
    if (event.type === 'warning') note(`warning: ${event.text}`);
    if (!('action' in event) || event.type === 'begun') return;
    const action = texts.get(event.action);
    const what = action === undefined ? event.action : actionText(action);
    if (event.type === 'done') note(`done     ${what}  ${event.milliseconds} ms`);
    if (event.type === 'skipped') note(`skipped  ${what}: ${event.why}`);
    if (event.type === 'failed') note(`failed   ${what}: ${event.error}`);
    if (event.type === 'progress' && event.total === undefined) note(`         ${what}: ${event.text}`);
  };
  const stopTimeout = count(values, 'timeout');
  assertApplied(
    plan,
    await begin({ signal, onEvent, ...(stopTimeout === undefined ? {} : { stopTimeout }) }),
  );
}

function flag(value: unknown): true | undefined {
  return value === true ? true : undefined;
}
