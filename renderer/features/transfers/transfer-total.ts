import type { LayerTransfer } from './transfer-progress.ts';

/** An honest sum over layers: what is not known is counted, not guessed. */
export interface TransferTotal {
  readonly moved: number;
  /** Bytes of the layers whose size is known. */
  readonly known: number;
  /** Layers whose size nobody told yet. */
  readonly unknown: number;
  /** From 0 to 1; null while a size is missing. */
  readonly share: number | null;
  readonly present: number;
  readonly done: number;
}

export function totalOf(layers: readonly LayerTransfer[]): TransferTotal {
  const moved = layers.reduce((sum, layer) => sum + layer.moved, 0);
  const known = layers.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const unknown = layers.filter(({ size }) => size === null).length;
  const present = layers.filter(({ stage }) => stage === 'present').length;
  const done = layers.filter(({ stage }) => stage === 'done').length + present;
  const share = layers.length === 0 || unknown > 0 ? null : known === 0 ? 1 : Math.min(1, moved / known);
  return { moved, known, unknown, share, present, done };
}

interface Sample {
  readonly at: number;
  readonly moved: number;
}

const WINDOW_MS = 3000;

/** Bytes per second over the last seconds, from samples of a sum. */
export class Rate {
  #samples: readonly Sample[] = [];

  sample(at: number, moved: number): void {
    const recent = this.#samples.filter((sample) => at - sample.at <= WINDOW_MS);
    const [oldest] = this.#samples.slice(-1);
    this.#samples = [...(recent.length === 0 && oldest !== undefined ? [oldest] : recent), { at, moved }];
  }

  /** Undefined until two samples are far enough apart to mean something. */
  get perSecond(): number | undefined {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.at - first.at < 250) return undefined;
    return Math.max(0, ((last.moved - first.moved) / (last.at - first.at)) * 1000);
  }
}
