/** What is told while a plan is applied. `action` is an action's id. */
export type ApplyEvent =
  | { readonly type: 'begun'; readonly action: string; readonly text: string }
  | {
      readonly type: 'progress';
      readonly action: string;
      readonly text: string;
      /** Of a layer that is pulled, in bytes. */
      readonly current?: number;
      readonly total?: number;
    }
  | { readonly type: 'done'; readonly action: string; readonly milliseconds: number }
  /** There was no need after all. */
  | { readonly type: 'skipped'; readonly action: string; readonly why: string }
  | { readonly type: 'failed'; readonly action: string; readonly error: string }
  | { readonly type: 'warning'; readonly text: string };

/** How applying a plan ended. */
export interface ApplyReport {
  readonly ok: boolean;
  /** Ids of the actions, in the order in which they ended. */
  readonly done: readonly string[];
  readonly skipped: readonly string[];
  /** What was under way when the first failed may fail too. */
  readonly failed: readonly { readonly action: string; readonly error: Error }[];
  readonly notBegun: readonly string[];
  readonly warnings: readonly string[];
}
