import { join } from 'node:path';
import type { ContainerStore } from '../store.ts';
import { logPolicyOf } from './log-policy.ts';

/** The newest file of what a container prints, over all its runs. */
export function logPath(store: ContainerStore, id: string): string {
  const { readable } = logPolicyOf(store.get(id).record.hostConfig);
  return join(store.folder(id), readable ? 'container.log' : 'output.log');
}
