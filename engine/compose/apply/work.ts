import type { EngineClient } from '../../client/client.ts';
import type { EncodedAuth } from '../../client/images.ts';
import type { Project } from '../model/project.ts';
import type { Contents } from '../wanted/contents.ts';

/** What applying a plan works with. */
export interface Work {
  readonly client: EngineClient;
  /** The project's name. */
  readonly name: string;
  /** Absent when only labels are known; then nothing is made, and there are no hooks. */
  readonly project: Project | undefined;
  readonly contents: Contents;
  /** Seconds that containers get to stop; their own time unless given. */
  readonly stopTimeout?: number;
  readonly authFor?: (image: string) => EncodedAuth | undefined;
  readonly signal?: AbortSignal;
  readonly tell: (text: string, bytes?: { readonly current: number; readonly total: number }) => void;
  readonly warn: (text: string) => void;
}
