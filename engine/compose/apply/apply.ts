import { fault, isKind, kindOf, messageOf } from '../../base/errors.ts';
import type { EngineClient } from '../../client/client.ts';
import type { EncodedAuth } from '../../client/images.ts';
import { readActual } from '../actual/read-actual.ts';
import { changesSince, seenIn } from '../actual/seen.ts';
import { placeText } from '../model/place.ts';
import type { Project } from '../model/project.ts';
import { type Action, actionText } from '../plan/action.ts';
import type { Plan } from '../plan/plan.ts';
import type { Contents } from '../wanted/contents.ts';
import type { ApplyEvent, ApplyReport } from './events.ts';
import { perform } from './perform.ts';

export interface ApplyOptions {
  /** The project that was planned; absent when only labels are known. */
  readonly project?: Project;
  readonly contents?: Contents;
  /** Seconds that containers get to stop; their own time unless given. */
  readonly stopTimeout?: number;
  /** How many actions go on at a time. */
  readonly width?: number;
  readonly authFor?: (image: string) => EncodedAuth | undefined;
  /** Nothing is begun any more once it aborts; waits, pulls and builds under way are given up, what else is ends. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ApplyEvent) => void;
}

const WIDTH = 8;

/**
 * Does what a plan says and nothing else, side by side where nothing has to come before. After a failure nothing more is
 * begun, and the report tells what is done, what failed and what was not begun. Throws `conflict` before anything is done
 * when the engine does not have any more what the plan was made from.
 */
export async function applyPlan(
  client: EngineClient,
  plan: Plan,
  options: ApplyOptions = {},
): Promise<ApplyReport> {
  const changes = changesSince(plan.seen, seenIn(await readActual(client, plan.project, plan.asked)));
  if (changes.length > 0) {
    throw fault(
      'conflict',
      `project ${plan.project} changed since it was planned: ${changes.join('; ')}; plan again`,
    );
  }
  return await run(client, plan, options);
}

function run(client: EngineClient, plan: Plan, options: ApplyOptions): Promise<ApplyReport> {
  const { onEvent = () => undefined, width = WIDTH, signal } = options;
  const waiting = new Map(plan.actions.map((action) => [action.id, action]));
  const report = {
    done: [] as string[],
    skipped: [] as string[],
    failed: [] as { action: string; error: Error }[],
    warnings: [] as string[],
  };
  const ended = new Set<string>();
  let running = 0;

  const doOne = async (action: Action) => {
    const began = performance.now();
    const warn = (text: string) => {
      report.warnings.push(text);
      onEvent({ type: 'warning', text });
    };
    const tell = (text: string, bytes?: { readonly current: number; readonly total: number }) =>
      onEvent({ type: 'progress', action: action.id, text, ...bytes });
    onEvent({ type: 'begun', action: action.id, text: actionText(action) });
    try {
      const work = {
        ...options,
        client,
        name: plan.project,
        project: options.project,
        contents: options.contents ?? new Map(),
        warn,
        tell,
      };
      const why = await perform(work, action, (id) => report.done.includes(id));
      (why === undefined ? report.done : report.skipped).push(action.id);
      if (why === undefined) {
        onEvent({ type: 'done', action: action.id, milliseconds: Math.round(performance.now() - began) });
      } else onEvent({ type: 'skipped', action: action.id, why });
      ended.add(action.id);
    } catch (cause) {
      const error =
        signal?.aborted === true && isAbort(cause)
          ? fault('cancelled', 'it was cancelled', cause)
          : placed(options.project, action, cause);
      report.failed.push({ action: action.id, error });
      onEvent({ type: 'failed', action: action.id, error: error.message });
    }
  };

  return new Promise((resolve) => {
    const next = () => {
      const mayBegin = report.failed.length === 0 && signal?.aborted !== true;
      for (const action of mayBegin ? waiting.values() : []) {
        if (running >= width) break;
        if (!action.after.every((id) => ended.has(id))) continue;
        waiting.delete(action.id);
        running += 1;
        void doOne(action).finally(() => {
          running -= 1;
          next();
        });
      }
      if (running > 0) return;
      const notBegun = [...waiting.keys()];
      resolve({ ...report, ok: report.failed.length === 0 && notBegun.length === 0, notBegun });
    };
    next();
  });
}

/** An error with the service that it is about, and where that stands. */
function placed(project: Project | undefined, action: Action, cause: unknown): Error {
  const text = messageOf(cause);
  if (!('service' in action) || isKind(cause, 'cancelled') || text.includes(`service ${action.service}`)) {
    return cause instanceof Error ? cause : new Error(text);
  }
  const at = project?.places.of(['services', action.service]);
  const where = at === undefined ? '' : `${placeText(at)}: `;
  return fault(kindOf(cause), `${where}service ${action.service}: ${text}`, cause);
}

function isAbort(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  return isKind(cause, 'cancelled') || cause.name === 'AbortError' || isAbort(cause.cause);
}

/** Whether it stopped only because its signal aborted. */
export function wasCancelled({ ok, failed }: ApplyReport): boolean {
  return !ok && failed.every(({ error }) => isKind(error, 'cancelled'));
}

/** Throws `system`, or `cancelled`, saying where it stopped and what is changed already, unless all was done. */
export function assertApplied(plan: Plan, report: ApplyReport): void {
  if (report.ok) return;
  const texts = new Map(plan.actions.map((action) => [action.id, actionText(action)]));
  const list = (ids: readonly string[]) => ids.map((id) => texts.get(id) ?? id).join('; ');
  const [first] = report.failed;
  const isCancelled = wasCancelled(report);
  const why =
    first === undefined || isCancelled
      ? 'it was cancelled'
      : `${list([first.action])} failed: ${first.error.message}`;
  const done = report.done.length === 0 ? 'Nothing was changed' : `Done before: ${list(report.done)}`;
  const rest = report.notBegun.length === 0 ? '' : `. Not begun: ${list(report.notBegun)}`;
  throw fault(isCancelled ? 'cancelled' : 'system', `${why}. ${done}${rest}.`, first?.error);
}
