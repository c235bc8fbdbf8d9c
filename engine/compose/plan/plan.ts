import type { Asked } from '../actual/actual.ts';
import type { Action, Reason } from './action.ts';

/** What is going to be done with a project, and what not. Made by pure functions; `apply` does exactly this. */
export interface Plan {
  readonly project: string;
  readonly purpose: 'up' | 'down' | 'start' | 'stop' | 'restart';
  /** In an order in which they could be done one after the other. */
  readonly actions: readonly Action[];
  /** Containers that are as they should be. */
  readonly stays: readonly Stay[];
  /** Containers of services that the file does not have (any more). */
  readonly orphans: readonly Orphan[];
  /** What becomes of data. */
  readonly data: readonly DataAtStake[];
  readonly warnings: readonly string[];
  /** What was seen when it was made (`actual/seen.ts`); `apply` refuses when it is not so any more. */
  readonly seen: readonly string[];
  /** What was looked for. */
  readonly asked: Asked;
}

export interface Stay {
  readonly service: string;
  readonly name: string;
  readonly container: string;
  readonly reasons: readonly Reason[];
}

export interface Orphan {
  readonly service: string;
  readonly name: string;
  readonly container: string;
  readonly running: boolean;
  readonly removed: boolean;
}

/** A volume that the plan touches, or that somebody may fear for. */
export interface DataAtStake {
  readonly volume: string;
  readonly anonymous: boolean;
  /** `kept`: it goes on being used, or waits for the project. `left`: nobody uses it any more. */
  readonly fate: 'kept' | 'left' | 'removed';
  /** Whose it is, and why. */
  readonly text: string;
}

/** True when there is nothing to do. */
export function isEmpty({ actions }: Plan): boolean {
  return actions.length === 0;
}
