import type { ReactNode } from 'react';
import type { FileText } from '../../../engine/api/types/files.ts';
import { BytesView } from '../../ui/bytes-view.tsx';
import { CodeEditor } from '../../ui/code/lazy-code.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { shownName } from './path-text.ts';
import type { Place } from './place.ts';
import { TextEditor } from './text-editor.tsx';

interface FileContentProps {
  readonly place: Place;
  readonly file: FileText;
  readonly readOnly: string | null;
  readonly onDirty: (dirty: boolean) => void;
  readonly onReload: () => void;
}

/** So many bytes of what is no text come from the engine. */
const SHOWN_BYTES = 4096;

const WHY = {
  'too-large': (size: number) =>
    `${formatBytes(size)} is too much to edit: this is the start. Download it to see all.`,
  encoding: () => 'Some of its bytes are no UTF-8: it is shown, but cannot be edited without harm.',
} as const;

/** Any file as it can be shown: a text to edit, an excerpt, or bytes. */
export function FileContent({ place, file, readOnly, onDirty, onReload }: FileContentProps) {
  const { entry, content } = file;
  switch (content.kind) {
    case 'none':
      return <Note>It has no content to show: it is a {entry.kind.replace('-', ' ')}.</Note>;
    case 'binary':
      return <BytesView base64={content.base64} truncated={entry.size > SHOWN_BYTES} />;
    case 'excerpt':
      return (
        <>
          <p className="shrink-0 bg-warn-soft px-4 py-1 text-xs text-warn">{WHY[content.why](entry.size)}</p>
          <CodeEditor
            label={`Content of ${shownName(entry.path)}`}
            name={entry.name}
            text={content.text}
            readOnly
          />
        </>
      );
    case 'text':
      return (
        <TextEditor
          place={place}
          entry={entry}
          text={content.text}
          readOnly={readOnly}
          onDirty={onDirty}
          onReload={onReload}
        />
      );
  }
}

function Note({ children }: { readonly children: ReactNode }) {
  return <p className="px-4 py-3 text-xs text-ink-2">{children}</p>;
}
