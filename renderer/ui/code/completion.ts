import { autocompletion, type Completion, type CompletionContext } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** What may stand at a place of a text. */
export interface CodeOptions {
  /** What is being typed begins here; it is replaced by the choice. */
  readonly from: number;
  readonly options: readonly CodeOption[];
}

export interface CodeOption {
  readonly label: string;
  /** What is written instead of the label. */
  readonly text?: string;
  /** A sentence. */
  readonly info?: string;
}

export type CodeCompletion = (text: string, offset: number) => CodeOptions | undefined;

const THEME = EditorView.theme({
  '.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-mono, ui-monospace, monospace)',
    maxHeight: '14em',
  },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--accent-text)',
  },
  '.cm-completionInfo': {
    fontFamily: 'var(--font-sans)',
    maxWidth: '320px',
    padding: '6px 10px',
    color: 'var(--ink-2)',
  },
});

/** Offers what may stand where somebody types. */
export function completions(complete: CodeCompletion): Extension[] {
  const source = ({ state, pos, explicit }: CompletionContext) => {
    const found = complete(state.doc.toString(), pos);
    if (found === undefined || (found.from === pos && !explicit)) return null;
    return { from: found.from, options: found.options.map(shown), validFor: /^[\w-]*$/ };
  };
  return [autocompletion({ override: [source], icons: false }), THEME];
}

function shown({ label, text, info }: CodeOption): Completion {
  return { label, ...(text !== undefined && { apply: text }), ...(info !== undefined && { info }) };
}
