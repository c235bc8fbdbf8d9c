/** Milliseconds to wait before the next try after `failures` in a row: 0.2 s, 0.4 s … at most 3 s. */
export function backoff(failures: number): number {
  return Math.min(3000, 200 * 2 ** Math.min(failures, 8));
}

export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
