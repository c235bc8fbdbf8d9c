import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { baseExtensions, languageSlot } from './code-mirror.ts';

interface CodeDiffProps {
  readonly label: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Two versions of a text in one view: what went is above what came; long equal parts are folded. */
export default function CodeDiff({ label, name, before, after }: CodeDiffProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = frame.current;
    if (parent === null) return;
    const view: EditorView = new EditorView({
      parent,
      state: EditorState.create({
        doc: after,
        extensions: [
          ...baseExtensions(true),
          languageSlot(name, () => view),
          unifiedMergeView({
            original: before,
            mergeControls: false,
            collapseUnchanged: { margin: 3, minSize: 8 },
          }),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        ],
      }),
    });
    return () => view.destroy();
  }, [label, name, before, after]);
  return <div ref={frame} className="selectable min-h-0 flex-1 overflow-hidden" />;
}
