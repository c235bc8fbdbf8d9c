/** For what came while we ourselves stood still: to be read, or to be sent by one that stood still with us. */
const GRACE_MS = 250;

/**
 * Calls back when an answer is overdue by so many milliseconds; answers how to call that off. A process that itself stood still
 * (stopped, frozen, swapped out) finds its timers due before it reads what had come meanwhile, so this waits for that, too.
 */
export function whenOverdue(afterMs: number, tell: () => void): () => void {
  let timer = setTimeout(() => {
    timer = setTimeout(tell, GRACE_MS);
  }, afterMs);
  return () => clearTimeout(timer);
}
