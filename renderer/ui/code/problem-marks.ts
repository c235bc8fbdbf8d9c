import { type Diagnostic, linter, lintGutter } from '@codemirror/lint';
import type { Extension, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** Something that is to be said of a place in a text. */
export interface CodeProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** The name of the rule, where it has one. */
  readonly rule?: string | undefined;
  /** Both from 1; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export type CodeCheck = (text: string) => Promise<readonly CodeProblem[]>;

/** Nobody wants to hear of a word that is half typed. */
const DELAY_MS = 300;

const THEME = EditorView.theme({
  '.cm-lintRange': { backgroundImage: 'none !important', textDecorationThickness: '1.5px' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--bad)' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--warn)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    boxShadow: '0 1px 2px var(--shadow-near), 0 10px 32px var(--shadow-far)',
  },
  '.cm-diagnostic': { fontFamily: 'var(--font-sans)', padding: '6px 10px', borderLeftWidth: '3px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad-fill)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-diagnosticSource': { color: 'var(--ink-3)', opacity: 1 },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '4px 2px' },
  '.cm-lint-marker': { width: '9px', height: '9px', borderRadius: '50%', content: '""' },
  '.cm-lint-marker-error': { backgroundColor: 'var(--bad-fill)' },
  '.cm-lint-marker-warning': { backgroundColor: 'var(--warn)' },
});

/** Underlines problems, marks their lines, and tells them where the pointer rests. A check that fails marks nothing. */
export function problemMarks(check: CodeCheck): Extension[] {
  const source = async ({ state }: EditorView): Promise<readonly Diagnostic[]> => {
    const problems = await check(state.sliceDoc()).catch(() => []);
    return problems.map((problem) => diagnostic(problem, state.doc));
  };
  return [linter(source, { delay: DELAY_MS }), lintGutter(), THEME];
}

/** Offsets of the text as it was sent are of no use: inside, every line end counts as one. */
function diagnostic({ severity, message, rule, ...place }: CodeProblem, doc: Text): Diagnostic {
  const line = doc.line(Math.min(Math.max(1, place.line), doc.lines));
  const from = Math.min(line.to, line.from + place.column - 1);
  const to = Math.min(line.to, from + place.length);
  return { severity, message, from, to, ...(rule !== undefined && { source: rule }) };
}
