/**
 * Shapes of the safe recreate, below `/gantry/containers/{id}`: `recreate`, `edit`, `edit/keep`, `edit/back`, `request`.
 * Times are RFC 3339.
 */

import type { ContainerCreateRequest } from './container.ts';

interface EditedName {
  readonly id: string;
  readonly name: string;
}

/** One line of the answer of `POST …/recreate`. The last one is `done` or `failed`. */
export type EditStep =
  /** The new container exists beside the old one; nothing has been stopped. */
  | { readonly step: 'made'; readonly id: string; readonly warnings: readonly string[] }
  | { readonly step: 'stopping' }
  | { readonly step: 'starting' }
  /** It runs; waited for is its health, or that it goes on running for so many milliseconds. */
  | { readonly step: 'watching'; readonly for: 'health' | 'running'; readonly milliseconds?: number }
  | { readonly step: 'done'; readonly after: EditedName; readonly before: EditedName }
  /** It did not work: the old one is put back. */
  | { readonly step: 'undoing'; readonly reason: string }
  /** `restored`: the old one is as it was. `asked`: somebody went back before it was done. */
  | {
      readonly step: 'failed';
      readonly reason: string;
      readonly restored: boolean;
      readonly asked: boolean;
    };

/** What is known of the last edit of a container, asked by the container that came or the one that was there before. */
export interface ContainerEdit {
  /**
   * - `changing`: the new one has not proved itself.
   * - `kept`: it has, and the one before is kept until somebody decides.
   * - `returning`: the one before is being put back.
   */
  readonly phase: 'changing' | 'kept' | 'returning';
  /** When it began. */
  readonly at: string;
  /** Null when somebody removed it since. */
  readonly after: EditedName | null;
  readonly before: EditedName;
}

/** Answer of `GET …/edit`. */
export interface ContainerEditAnswer {
  /** Null when no other container is kept for this one. */
  readonly edit: ContainerEdit | null;
}

/** Answer of `GET …/request`. */
export interface ContainerRequestAnswer {
  readonly name: string;
  /**
   * A body for `POST /containers/create` that makes the same container again: what was asked for, without what its image and
   * the engine's defaults say by themselves.
   */
  readonly request: ContainerCreateRequest;
  /** The id of the image that it was made from. */
  readonly image: string;
  /** What its image reference names now; null when it names nothing any more. */
  readonly imageNow: string | null;
}
