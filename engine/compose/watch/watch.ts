import { messageOf } from '../../base/errors.ts';
import type { EngineClient } from '../../client/client.ts';
import { Channel } from '../commands/channel.ts';
import { restart, up } from '../commands/lifecycle.ts';
import { exec } from '../commands/processes.ts';
import type { Project } from '../model/project.ts';
import { environmentOf } from '../request/create-request.ts';
import { type Rule, rulesOf } from './rules.ts';
import { filesBelow, sync } from './sync.ts';
import { type TreeWatch, watchTree } from './watch-tree.ts';

/** What watching a project did. */
export interface WatchEvent {
  readonly type: 'watching' | 'synced' | 'rebuilt' | 'restarted' | 'executed' | 'failed';
  readonly service: string;
  /** What is watched, or the files that changed, relative to it. */
  readonly path: string;
  readonly files: readonly string[];
  /** Why it failed. */
  readonly error?: string;
}

/** So long nothing has to change before what did is acted on: editors and git write in bursts. */
const QUIET_MS = 300;

/**
 * `compose watch`: follows the files that services name under `develop.watch` and does what the rules say, until the
 * signal. A rule that fails is told, and watching goes on.
 */
export async function* watch(
  client: EngineClient,
  project: Project,
  signal: AbortSignal,
  services?: readonly string[],
): AsyncGenerator<WatchEvent> {
  const rules = await rulesOf(project, services);
  const channel = new Channel<WatchEvent>();
  const watchers: TreeWatch[] = [];
  // Two that change the project at a time would be in each other's way.
  let turn = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(async () => (signal.aborted ? undefined : await work()));
    return turn;
  };
  const tell = (rule: Rule, type: WatchEvent['type'], files: readonly string[], error?: unknown) =>
    void channel.push({
      type,
      service: rule.service.name,
      path: rule.rule.path,
      files,
      ...(error === undefined ? {} : { error: messageOf(error) }),
    });
  try {
    for (const rule of rules) {
      const react = batches((files) => inTurn(() => act(client, project, rule, files, tell, signal)));
      const onChange = (path: string) => {
        if (rule.isMeant(path)) react(path);
      };
      const watcher = watchTree(rule.rule.path, rule.isIgnored, onChange, (error) =>
        tell(rule, 'failed', [], error),
      );
      watchers.push(watcher);
      await watcher.ready;
      tell(rule, 'watching', []);
      if (rule.rule.initial_sync === true) for (const path of await filesBelow(rule)) react(path);
    }
    yield* channel.values(signal);
  } finally {
    for (const watcher of watchers) watcher.close();
    await turn;
  }
}

async function act(
  client: EngineClient,
  project: Project,
  rule: Rule,
  files: readonly string[],
  tell: (rule: Rule, type: WatchEvent['type'], files: readonly string[], error?: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  const { action, exec: hook } = rule.rule;
  const { name } = rule.service;
  try {
    if (action.startsWith('sync')) {
      await sync(client, project.name, rule, files);
      tell(rule, 'synced', files);
    }
    if (action === 'rebuild') {
      await up(client, project, { services: [name], noDependencies: true, build: 'always', signal });
      tell(rule, 'rebuilt', files);
    }
    if (action === 'restart' || action === 'sync+restart') {
      await restart(client, project, [name], { signal });
      tell(rule, 'restarted', files);
    }
    if (action === 'sync+exec' && hook !== undefined) {
      const environment = environmentOf(hook.environment);
      const { exitCode, stdout, stderr } = await exec(client, project.name, name, hook.command, {
        ...(hook.user === undefined ? {} : { user: hook.user }),
        ...(hook.working_dir === undefined ? {} : { workingDir: hook.working_dir }),
        ...(environment === undefined ? {} : { environment }),
        ...(hook.privileged === undefined ? {} : { privileged: hook.privileged }),
      });
      if (exitCode === 0) tell(rule, 'executed', files);
      else
        tell(
          rule,
          'failed',
          files,
          new Error(`${hook.command.join(' ')} ended with ${exitCode}: ${stderr || stdout}`),
        );
    }
  } catch (error) {
    tell(rule, 'failed', files, error);
  }
}

/** Gathers what comes until it is quiet, then works on it; what comes meanwhile is the next batch. */
function batches(work: (paths: readonly string[]) => Promise<void>): (path: string) => void {
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;
  const flush = async () => {
    if (isBusy || waiting.size === 0) return;
    isBusy = true;
    const paths = [...waiting].sort();
    waiting = new Set();
    await work(paths);
    isBusy = false;
    await flush();
  };
  return (path) => {
    waiting.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), QUIET_MS);
    timer.unref();
  };
}
