import type { HostView } from '../../bridge/host-status.ts';

/**
 * `ready`: pages work. `pause`: the engine is coming back, what is on screen stays, greyed. `down`: it needs a person,
 * or takes long; the page gives way to what happened.
 */
export type EngineMode = 'ready' | 'pause' | 'down';

/** A restart that takes longer than this is no short one any more. */
export const PATIENCE_MS = 8000;

export function engineMode(view: HostView | undefined, wasReady: boolean, downFor: number): EngineMode {
  if (view?.kind === 'known' && view.status.state === 'running') return 'ready';
  if (!wasReady) return 'down';
  if (view?.kind === 'known') {
    const { state, nextTryAt } = view.status;
    if (state === 'stopped' || state === 'stopping') return 'down';
    if (state === 'failed' && nextTryAt === null) return 'down';
  }
  return downFor < PATIENCE_MS ? 'pause' : 'down';
}
