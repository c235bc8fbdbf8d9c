/** What a sender may still send before its receiver has consumed any. */
export interface Credit {
  /** Waits until some is there and takes at most `wanted` of it. Answers 0 when closed. */
  take(wanted: number): Promise<number>;
  give(bytes: number): void;
  /** Ends all waiting, now and later. */
  close(): void;
}

/** The credit of one direction of one stream. One taker at a time. */
export function credit(initial: number): Credit {
  let left = initial;
  let closed = false;
  let wake: () => void = () => undefined;
  return {
    async take(wanted) {
      while (left === 0 && !closed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (closed) return 0;
      const taken = Math.min(left, wanted);
      left -= taken;
      return taken;
    },
    give(bytes) {
      left += bytes;
      wake();
    },
    close() {
      closed = true;
      wake();
    },
  };
}

/** The other side: what a receiver has allowed, and when it gives back. */
export interface Allowance {
  /** False when the sender sent more than it was allowed. */
  spend(bytes: number): boolean;
  /** Says that bytes were consumed. Answers how much credit to send now: 0 mostly, so that messages stay few. */
  consumed(bytes: number): number;
}

/** The allowance of one direction of one stream; gives back in steps of a quarter of `initial`. */
export function allowance(initial: number): Allowance {
  let left = initial;
  let owed = 0;
  return {
    spend(bytes) {
      left -= bytes;
      return left >= 0;
    },
    consumed(bytes) {
      owed += bytes;
      if (owed < initial / 4) return 0;
      const given = owed;
      left += given;
      owed = 0;
      return given;
    },
  };
}
