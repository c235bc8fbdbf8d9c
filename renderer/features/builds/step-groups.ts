import type { BuildRecord, BuildStage, BuildStep } from '../../../engine/api/types/build.ts';

/** The steps of one stage; those that stand before the first FROM are of none. */
export interface StepGroup {
  readonly stage: BuildStage | undefined;
  readonly steps: readonly BuildStep[];
}

/** The steps by stage, in the order in which they are carried out. */
export function stepGroups({ stages, timeline }: Pick<BuildRecord, 'stages' | 'timeline'>): StepGroup[] {
  const groups = new Map<number, BuildStep[]>();
  for (const step of timeline) {
    const steps = groups.get(step.stage) ?? [];
    steps.push(step);
    groups.set(step.stage, steps);
  }
  return [...groups].map(([index, steps]) => ({
    stage: stages.find((stage) => stage.index === index),
    steps,
  }));
}

/** `build`, or `stage 2` for one without a name; stages are counted from 1 for people. */
export function stageName(stages: readonly BuildStage[], index: number): string {
  return stages.find((stage) => stage.index === index)?.name ?? `stage ${index + 1}`;
}

/** The step that one wants to see first: what failed, or what runs. */
export function firstLookedAt(timeline: readonly BuildStep[]): number | undefined {
  const step =
    timeline.find(({ state }) => state === 'failed') ?? timeline.find(({ state }) => state === 'running');
  return step?.number;
}
