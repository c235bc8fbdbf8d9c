/** A line of the engine's progress, as much as a task shows. */
export interface TaskMessage {
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly aux?: unknown;
  readonly error?: string;
}

export interface TaskProgress {
  readonly words: string;
  /** 0 to 1; null while nobody can tell. */
  readonly part: number | null;
}

/** What a line says about how far the work is; undefined when it says nothing new. */
export function progressOf({ status, progressDetail }: TaskMessage): TaskProgress | undefined {
  if (status === undefined) return undefined;
  const { current, total } = progressDetail ?? {};
  const part =
    current === undefined || total === undefined || total <= 0 ? null : Math.min(1, current / total);
  return { words: status, part };
}
