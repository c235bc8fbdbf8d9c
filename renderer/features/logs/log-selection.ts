import type { LogLens } from './log-lens.ts';

interface Point {
  readonly seq: number;
  readonly offset: number;
}

/** The lines that a selection begins and ends in: they stay in the page while they are scrolled away. */
export function selectedSeqs(root: HTMLElement | null): readonly number[] {
  const selection = document.getSelection();
  if (root === null || selection === null || selection.isCollapsed) return [];
  return [selection.anchorNode, selection.focusNode].flatMap((node) => {
    const row = rowOf(root, node);
    return row === undefined ? [] : [Number(row.dataset['seq'])];
  });
}

/** The selected text taken from the lines themselves, since those in between may not be in the page. */
export function selectedText(root: HTMLElement | null, lens: LogLens): string | undefined {
  const selection = document.getSelection();
  if (root === null || selection === null || selection.isCollapsed) return undefined;
  const first = pointOf(root, selection.anchorNode, selection.anchorOffset);
  const second = pointOf(root, selection.focusNode, selection.focusOffset);
  if (first === undefined || second === undefined) return undefined;
  const [from, to] = isBefore(first, second) ? [first, second] : [second, first];
  const lines: string[] = [];
  const lastIndex = lens.indexOf(to.seq);
  for (let index = lens.indexOf(from.seq); index <= lastIndex; index += 1) {
    const line = lens.lineAt(index);
    if (line === undefined) continue;
    const end = line.seq === to.seq ? to.offset : undefined;
    lines.push(line.text.slice(line.seq === from.seq ? from.offset : 0, end));
  }
  return lines.join('\n');
}

function isBefore(a: Point, b: Point): boolean {
  return a.seq < b.seq || (a.seq === b.seq && a.offset <= b.offset);
}

function rowOf(root: HTMLElement, node: Node | null): HTMLElement | undefined {
  const element = node instanceof Element ? node : node?.parentElement;
  const row = element?.closest<HTMLElement>('[data-seq]');
  return row !== null && row !== undefined && root.contains(row) ? row : undefined;
}

function pointOf(root: HTMLElement, node: Node | null, offset: number): Point | undefined {
  const row = rowOf(root, node);
  const text = row?.querySelector('[data-line-text]');
  if (row === undefined || node === null || text === null || text === undefined) return undefined;
  const before = document.createRange();
  before.setStart(text, 0);
  if (!text.contains(node)) return { seq: Number(row.dataset['seq']), offset: 0 };
  before.setEnd(node, offset);
  return { seq: Number(row.dataset['seq']), offset: before.toString().replaceAll('\u200b', '').length };
}
