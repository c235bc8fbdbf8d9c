import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { useStableCallback } from '../use-stable-callback.ts';
import { baseExtensions, languageSlot, lineSeparatorOf } from './code-mirror.ts';
import { type CodeCompletion, completions } from './completion.ts';
import { type CodeCheck, problemMarks } from './problem-marks.ts';

export interface CodeEditorHandle {
  text(): string;
  focus(): void;
  /** Puts the cursor there and has it seen; both from 1. */
  goTo(line: number, column: number): void;
}

interface CodeEditorProps {
  readonly label: string;
  /** Tells the language. */
  readonly name: string;
  /** What it begins with; another text needs another key. */
  readonly text: string;
  readonly readOnly: boolean;
  readonly onChange?: (changed: boolean) => void;
  readonly onSave?: () => void;
  /** Finds what is wrong with the text, each time that it was changed. */
  readonly check?: CodeCheck;
  /** Says what may stand where somebody types. */
  readonly complete?: CodeCompletion | undefined;
  readonly ref?: Ref<CodeEditorHandle>;
}

/** CodeMirror with a text. Its content lives outside React: `ref` gives it when it is to be saved. */
export default function CodeEditor({
  label,
  name,
  text,
  readOnly,
  onChange,
  onSave,
  check,
  complete,
  ref,
}: CodeEditorProps) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useStableCallback((different: boolean) => onChange?.(different));
  const save = useStableCallback(() => onSave?.());
  const problems = useStableCallback((now: string) => check?.(now) ?? Promise.resolve([]));
  const checks = check !== undefined;
  const offer = useStableCallback<[string, number], ReturnType<CodeCompletion>>((now, offset) =>
    complete?.(now, offset),
  );
  const completes = complete !== undefined;
  useEffect(() => {
    const parent = frame.current;
    if (parent === null) return;
    const start = EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          {
            key: 'Mod-s',
            preventDefault: true,
            run: () => {
              save();
              return true;
            },
          },
        ]),
        ...baseExtensions(readOnly),
        EditorState.lineSeparator.of(lineSeparatorOf(text)),
        languageSlot(name, () => view.current),
        ...(checks ? problemMarks(problems) : []),
        ...(completes ? completions(offer) : []),
        EditorView.contentAttributes.of({ 'aria-label': label, ...(readOnly ? { tabindex: '0' } : {}) }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(!update.state.doc.eq(start.doc));
        }),
      ],
    });
    const editor = new EditorView({ state: start, parent });
    view.current = editor;
    return () => {
      view.current = undefined;
      editor.destroy();
    };
  }, [text, name, label, readOnly, changed, save, checks, problems, completes, offer]);
  useImperativeHandle(ref, () => ({
    text: () => view.current?.state.sliceDoc() ?? text,
    focus: () => view.current?.focus(),
    goTo(line, column) {
      const editor = view.current;
      if (editor === undefined) return;
      const { from, to } = editor.state.doc.line(Math.min(Math.max(1, line), editor.state.doc.lines));
      editor.dispatch({ selection: { anchor: Math.min(to, from + column - 1) }, scrollIntoView: true });
      editor.focus();
    },
  }));
  return <div ref={frame} className="selectable min-h-0 flex-1 overflow-hidden" />;
}
