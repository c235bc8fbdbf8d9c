import { create } from 'zustand';
import { sentence } from '../../bridge/engine-error.ts';
import { JsonLines } from '../../bridge/json-lines.ts';
import { openStream } from '../../bridge/open-stream.ts';
import { withQuery } from '../../bridge/request.ts';
import { toast } from '../../stores/toasts.ts';
import { nameAndTag } from './image-name.ts';
import type { TransferMessage } from './transfer-message.ts';
import { NO_PROGRESS, type TransferProgress, withMessage } from './transfer-progress.ts';
import { Rate, totalOf } from './transfer-total.ts';

export interface Transfer {
  readonly id: number;
  readonly kind: 'pull' | 'push';
  readonly reference: string;
  readonly platform: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: TransferProgress;
  readonly error: string;
  /** Bytes per second of late. */
  readonly rate: number | undefined;
}

export type TransferWish = Pick<Transfer, 'kind' | 'reference' | 'platform'>;

const PAINT_MS = 80;
let nextId = 1;
const aborts = new Map<number, AbortController>();

/** Pulls and pushes; they go on while other pages are open and their dialog is closed. */
export const useTransfers = create<{ readonly transfers: readonly Transfer[] }>(() => ({ transfers: [] }));

export function startTransfer(wish: TransferWish): number {
  const id = nextId++;
  const transfer: Transfer = {
    ...wish,
    id,
    state: 'running',
    progress: NO_PROGRESS,
    error: '',
    rate: undefined,
  };
  useTransfers.setState(({ transfers }) => ({ transfers: [...transfers, transfer] }));
  void follow(transfer);
  return id;
}

export function cancelTransfer(id: number): void {
  aborts.get(id)?.abort();
}

export function dismissTransfer(id: number): void {
  useTransfers.setState(({ transfers }) => ({ transfers: transfers.filter((entry) => entry.id !== id) }));
}

function update(id: number, change: Partial<Transfer>): void {
  useTransfers.setState(({ transfers }) => ({
    transfers: transfers.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
  }));
}

export function addressOf({ kind, reference, platform }: TransferWish): string {
  const { name, tag } = nameAndTag(reference);
  if (kind === 'push') return withQuery(`/engine/images/${name}/push`, { tag });
  return withQuery('/engine/images/create', {
    fromImage: name,
    tag,
    platform: platform === '' ? undefined : platform,
  });
}

async function follow({ id, ...wish }: Transfer): Promise<void> {
  const abort = new AbortController();
  aborts.set(id, abort);
  const lines = new JsonLines<TransferMessage>();
  const rate = new Rate();
  let progress = NO_PROGRESS;
  let painting: ReturnType<typeof setTimeout> | undefined;
  const paint = () => {
    painting = undefined;
    rate.sample(performance.now(), totalOf(progress.layers).moved);
    update(id, { progress, rate: rate.perSecond });
  };
  // What came last has to be seen even when nothing follows it for long: a slow registry is no reason to show old figures.
  const take = (messages: readonly TransferMessage[]) => {
    progress = messages.reduce(withMessage, progress);
    painting ??= setTimeout(paint, PAINT_MS);
  };
  try {
    const stream = openStream({ method: 'POST', path: addressOf(wish), signal: abort.signal });
    await stream.head;
    for await (const chunk of stream) take(lines.push(chunk));
    take(lines.finish());
    if (abort.signal.aborted) update(id, { state: 'cancelled' });
    else if (progress.error === undefined) succeed(id, wish, progress);
    else update(id, { state: 'failed', progress, error: sentence(progress.error) });
  } catch (error) {
    update(id, { state: abort.signal.aborted ? 'cancelled' : 'failed', progress, error: sentence(error) });
  } finally {
    clearTimeout(painting);
    aborts.delete(id);
  }
}

function succeed(id: number, { kind, reference }: TransferWish, progress: TransferProgress): void {
  update(id, { state: 'done', progress, rate: undefined });
  toast({ tone: 'ok', title: `${kind === 'pull' ? 'Pulled' : 'Pushed'} ${reference}` });
}
