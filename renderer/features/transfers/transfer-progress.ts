import type { TransferMessage } from './transfer-message.ts';

export type Stage = 'waiting' | 'moving' | 'moved' | 'unpacking' | 'done' | 'present' | 'retrying';

/** One layer on its way. */
export interface LayerTransfer {
  readonly id: string;
  readonly stage: Stage;
  /** The engine's own word for it. */
  readonly status: string;
  /** Bytes over the wire so far. */
  readonly moved: number;
  /** Bytes over the wire at the end; null until the registry said so. */
  readonly size: number | null;
  /** How far the unpacking is, from 0 to 1; null when it is not told. */
  readonly unpacked: number | null;
}

export interface TransferProgress {
  readonly layers: readonly LayerTransfer[];
  readonly digest: string | undefined;
  /** The engine's last sentence that is not about one layer. */
  readonly note: string;
  readonly error: string | undefined;
}

export const NO_PROGRESS: TransferProgress = { layers: [], digest: undefined, note: '', error: undefined };

const STAGES: readonly (readonly [RegExp, Stage])[] = [
  [/^(Already exists|Layer already exists)/, 'present'],
  [/^(Pull complete|Pushed|Mounted from)/, 'done'],
  [/^Extracting/, 'unpacking'],
  [/^(Download complete|Verifying Checksum)/, 'moved'],
  [/^(Downloading|Pushing)/, 'moving'],
  [/^Retrying/, 'retrying'],
  [/^(Pulling fs layer|Waiting|Preparing)/, 'waiting'],
];

/** What is known after one more message. */
export function withMessage(progress: TransferProgress, message: TransferMessage): TransferProgress {
  const { id, status = '', error, errorDetail } = message;
  if (error !== undefined || errorDetail !== undefined) {
    return { ...progress, error: errorDetail?.message ?? error ?? '' };
  }
  const stage = STAGES.find(([words]) => words.test(status))?.[1];
  if (id !== undefined && stage !== undefined) {
    return { ...progress, layers: withLayer(progress.layers, layerAfter(progress, id, stage, message)) };
  }
  const digest = /digest: (sha256:[0-9a-f]{64})/i.exec(status)?.[1] ?? progress.digest;
  return { ...progress, digest, note: status.trim() === '' ? progress.note : status.trim() };
}

function withLayer(layers: readonly LayerTransfer[], layer: LayerTransfer): readonly LayerTransfer[] {
  const at = layers.findIndex(({ id }) => id === layer.id);
  return at < 0 ? [...layers, layer] : layers.with(at, layer);
}

function layerAfter(
  { layers }: TransferProgress,
  id: string,
  stage: Stage,
  { status = '', progressDetail: { current, total } = {} }: TransferMessage,
): LayerTransfer {
  const before = layers.find((layer) => layer.id === id);
  const known = total !== undefined && total > 0 ? total : null;
  switch (stage) {
    case 'moving':
      return {
        id,
        stage,
        status,
        moved: current ?? 0,
        size: known ?? before?.size ?? null,
        unpacked: null,
      };
    case 'unpacking': {
      const size = before?.size ?? known;
      const unpacked = known === null || current === undefined ? null : Math.min(1, current / known);
      return { id, stage, status, moved: size ?? before?.moved ?? 0, size, unpacked };
    }
    case 'moved':
    case 'done': {
      // What is over needs no total to be known: all that came is all there was.
      const size = before?.size ?? (before === undefined ? null : before.moved);
      return { id, stage, status, moved: size ?? 0, size, unpacked: stage === 'done' ? 1 : null };
    }
    case 'present':
      return { id, stage, status, moved: 0, size: 0, unpacked: 1 };
    default:
      return { id, stage, status, moved: 0, size: before?.size ?? null, unpacked: null };
  }
}
