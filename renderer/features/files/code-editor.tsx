import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { useStableCallback } from '../../ui/use-stable-callback.ts';
import { baseExtensions, languageSlot, lineSeparatorOf } from './code-mirror.ts';

export interface CodeEditorHandle {
  text(): string;
  focus(): void;
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
  readonly ref?: Ref<CodeEditorHandle>;
}

/** CodeMirror with a text. Its content lives outside React: `ref` gives it when it is to be saved. */
export default function CodeEditor({ label, name, text, readOnly, onChange, onSave, ref }: CodeEditorProps) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useStableCallback((different: boolean) => onChange?.(different));
  const save = useStableCallback(() => onSave?.());
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
  }, [text, name, label, readOnly, changed, save]);
  useImperativeHandle(ref, () => ({
    text: () => view.current?.state.sliceDoc() ?? text,
    focus: () => view.current?.focus(),
  }));
  return <div ref={frame} className="selectable min-h-0 flex-1 overflow-hidden" />;
}
