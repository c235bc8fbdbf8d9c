import type { ContainerCreateRequest } from '../types/container.ts';
import type { ContainerEdit, ContainerRequestAnswer, EditStep } from '../types/edit.ts';

/** A container is changed by making another in its place; the one before is kept until somebody decides. */
export interface EditBackend {
  /**
   * Resolves when the new container exists beside the old one. Rejects before that, with nothing changed: `not-found`,
   * `invalid` as a create would, `conflict` while it is paused, edited, or kept by an edit. What follows goes on whether or not
   * anybody reads the steps.
   */
  recreate(
    ref: string,
    request: ContainerCreateRequest,
    options: { readonly name?: string; readonly platform?: string },
  ): Promise<AsyncIterable<EditStep>>;
  /** The edit that a container is part of, as the one that came or the one before. */
  editOf(ref: string): Promise<ContainerEdit | undefined>;
  /** Removes the one before. Throws `conflict` when there is none, or the edit is not finished. */
  keepEdit(ref: string): Promise<void>;
  /**
   * Puts the one before back under its name and removes the edited one; also while the edit is under way. Throws `conflict`
   * when there is none.
   */
  undoEdit(ref: string): Promise<{ readonly Id: string; readonly Name: string }>;
  /** What would make the same container again. */
  requestOf(ref: string): Promise<ContainerRequestAnswer>;
}
