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
  /** Where relative paths in `options` start: they keep long lists of layers within the one page that mount(2) takes. */
  readonly cwd?: string;
}
