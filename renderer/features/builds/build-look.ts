import type { BuildState, BuildStepState } from '../../../engine/api/types/build.ts';
import type { Tone } from '../../ui/status-dot.tsx';

interface Look {
  readonly tone: Tone;
  readonly label: string;
}

export const BUILD_LOOKS: Readonly<Record<BuildState, Look>> = {
  running: { tone: 'busy', label: 'Running' },
  done: { tone: 'ok', label: 'Done' },
  failed: { tone: 'bad', label: 'Failed' },
  cancelled: { tone: 'idle', label: 'Cancelled' },
};

export const STEP_LOOKS: Readonly<Record<BuildStepState, Look>> = {
  waiting: { tone: 'idle', label: 'Waiting' },
  running: { tone: 'busy', label: 'Running' },
  cached: { tone: 'idle', label: 'From the cache' },
  done: { tone: 'ok', label: 'Done' },
  failed: { tone: 'bad', label: 'Failed' },
};
