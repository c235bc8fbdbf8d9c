import { isHeldBack } from '../recreate/marks.ts';
import type { LastRun } from '../state.ts';
import type { ContainerStore, Entry } from '../store.ts';
import { shouldRestart } from './restart-policy.ts';

/** Whether a container is to run again by its policy after a run has ended; never while an edit decides that. */
export function restartsAfter(
  store: Pick<ContainerStore, 'peek'>,
  { record, stored }: Entry,
  { exitCode }: Pick<LastRun, 'exitCode'>,
): boolean {
  const { RestartPolicy: policy = {}, AutoRemove: autoRemove } = record.hostConfig;
  const { restartCount, stoppedByHand } = stored;
  if (autoRemove === true || isHeldBack(store, record)) return false;
  return shouldRestart(policy, { exitCode, restartCount, stoppedByHand });
}
