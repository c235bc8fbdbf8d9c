import type { DiffHunk } from '../../../engine/api/types/microscope.ts';

export type DiffRow =
  | { readonly kind: 'gap'; readonly text: string }
  | {
      readonly kind: 'same' | 'added' | 'removed';
      readonly text: string;
      readonly old: number | undefined;
      readonly new: number | undefined;
    };

/** Hunks as rows with the number that each line has on either side. */
export function diffRows(hunks: readonly DiffHunk[]): DiffRow[] {
  return hunks.flatMap((hunk) => {
    let oldLine = hunk.oldStart;
    let newLine = hunk.newStart;
    const head: DiffRow = {
      kind: 'gap',
      text: `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    };
    const rows = hunk.lines.map((line): DiffRow => {
      const text = line.slice(1);
      if (line.startsWith('+')) return { kind: 'added', text, old: undefined, new: newLine++ };
      if (line.startsWith('-')) return { kind: 'removed', text, old: oldLine++, new: undefined };
      return { kind: 'same', text, old: oldLine++, new: newLine++ };
    });
    return [head, ...rows];
  });
}
