import type { ContainerConfig, HostConfig } from '../../../../engine/api/types/container.ts';
import type { EndpointSettings } from '../../../../engine/api/types/network.ts';
import type { RunErrors, RunForm } from '../run-form.ts';

type Open<T> = { -readonly [Key in keyof T]?: T[Key] };

/** A create request that is taken apart or put together. */
export interface Draft {
  readonly config: Open<ContainerConfig>;
  readonly host: Open<HostConfig>;
  readonly endpoints: Record<string, EndpointSettings>;
}

export type OpenForm = { -readonly [Key in keyof RunForm]: RunForm[Key] };

/** One group of options, both ways. What `take` leaves in the draft, `put` finds there again and leaves as it is. */
export interface Part {
  /** Moves out of the draft what the form can hold. */
  take(draft: Draft, form: OpenForm): void;
  /** Writes what the form holds into the draft; what has a mistake is left out. */
  put(form: RunForm, draft: Draft): void;
  /** What is wrong with the form's fields, said in place. */
  check(form: RunForm): RunErrors;
}
