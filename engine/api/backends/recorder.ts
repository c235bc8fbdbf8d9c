import type { ContainerHistory, UsageLine } from '../types/recorder.ts';

/** What the flight recorder answers; `types/recorder.ts` says what it means. */
export interface RecorderBackend {
  /** Times are milliseconds since the epoch. Throws `not-found`. */
  history(
    ref: string,
    options: { readonly from: number; readonly to: number; readonly points: number },
  ): Promise<ContainerHistory>;
  /** What is known already, then a line every two seconds until the signal. */
  usage(signal: AbortSignal): AsyncIterable<UsageLine>;
}
