/**
 * A mount as a value: rooms that know *what* to mount (layers, volumes) emit these, and one place performs them
 * (`engine/process/mount.ts`). The fields are those of mount(2).
 */
export interface Mount {
  /** `overlay`, `tmpfs`, `bind`, … */
  readonly type: string;
  readonly source: string;
  readonly target: string;
  /** As after `-o`; each one without commas. */
  readonly options: readonly string[];
}
