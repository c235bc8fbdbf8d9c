import { create } from 'zustand';
import type { VolumeChanged } from '../../../engine/api/types/snapshot.ts';
import { EngineError, sentence } from '../../bridge/engine-error.ts';
import { JsonLines } from '../../bridge/json-lines.ts';
import { openStream } from '../../bridge/open-stream.ts';
import { toast } from '../../stores/toasts.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { sendArchive } from './send-archive.ts';
import { progressOf, type TaskMessage, type TaskProgress } from './task-message.ts';

export interface Task extends TaskProgress {
  readonly id: number;
  readonly volume: string;
  readonly title: string;
}

interface Wish {
  readonly volume: string;
  /** What is going on: `Taking a snapshot`. */
  readonly title: string;
  /** What to say when it is done, and when it failed. */
  readonly done: string;
  readonly failed: string;
}

/** How the work goes on, told by `onMessage`. */
type Work = (onMessage: (message: TaskMessage) => void, signal: AbortSignal) => Promise<void>;

let nextId = 1;
const aborts = new Map<number, AbortController>();

/** What is being done to whole volumes; it goes on while other pages are open. */
export const useTasks = create<{ readonly tasks: readonly Task[] }>(() => ({ tasks: [] }));

export function cancelTask(id: number): void {
  aborts.get(id)?.abort();
}

/** Asks the engine to do something to a volume; resolves to whether it was done. Success and failure are said in a toast. */
export function startTask(wish: Wish, path: string, body?: unknown): Promise<boolean> {
  return follow(wish, async (onMessage, signal) => {
    const lines = new JsonLines<TaskMessage>();
    const stream = openStream({ method: 'POST', path, signal, ...(body === undefined ? {} : { body }) });
    await stream.head;
    for await (const chunk of stream) lines.push(chunk).forEach(onMessage);
    lines.finish().forEach(onMessage);
  });
}

/** Sends an archive to a volume, whose files it replaces. */
export function startImport(wish: Wish, path: string, file: File): Promise<boolean> {
  return follow(wish, (onMessage, signal) =>
    sendArchive(path, file, {
      onMessage,
      onSent: (sent) => {
        const words = `Sending ${formatBytes(sent)} of ${formatBytes(file.size)}`;
        onMessage({ status: words, progressDetail: { current: sent, total: file.size } });
      },
      signal,
    }),
  );
}

async function follow({ volume, title, done, failed }: Wish, work: Work): Promise<boolean> {
  const id = nextId++;
  const abort = new AbortController();
  aborts.set(id, abort);
  useTasks.setState(({ tasks }) => ({ tasks: [...tasks, { id, volume, title, words: '', part: null }] }));
  let result: VolumeChanged | undefined;
  try {
    await work((message) => {
      if (message.error !== undefined) throw new EngineError(500, message.error);
      result = (message.aux as VolumeChanged | undefined) ?? result;
      const progress = progressOf(message);
      if (progress !== undefined) update(id, progress);
    }, abort.signal);
    if (abort.signal.aborted) return false;
    if (result === undefined)
      throw new EngineError(0, 'The connection to the engine ended before it was done.');
    toast({ tone: 'ok', title: done, ...detailOf(result) });
    return true;
  } catch (error) {
    if (!abort.signal.aborted) toast({ tone: 'bad', title: failed, detail: sentence(error) });
    return false;
  } finally {
    aborts.delete(id);
    useTasks.setState(({ tasks }) => ({ tasks: tasks.filter((task) => task.id !== id) }));
  }
}

function detailOf({ before }: VolumeChanged): { readonly detail?: string } {
  return before === undefined
    ? {}
    : { detail: `What was there before is kept as the snapshot “${before.note}”.` };
}

function update(id: number, progress: TaskProgress): void {
  useTasks.setState(({ tasks }) => ({
    tasks: tasks.map((task) => (task.id === id ? { ...task, ...progress } : task)),
  }));
}
