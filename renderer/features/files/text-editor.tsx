import { useQuery } from '@tanstack/react-query';
import { Save } from 'lucide-react';
import { useRef, useState } from 'react';
import type { FileEntry } from '../../../engine/api/types/files.ts';
import { EngineError, sentence } from '../../bridge/engine-error.ts';
import { toast } from '../../stores/toasts.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import type { CodeEditorHandle } from '../../ui/code/code-editor.tsx';
import { CodeEditor } from '../../ui/code/lazy-code.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { shownName } from './path-text.ts';
import type { Place } from './place.ts';
import { statQuery, useSave } from './queries.ts';

interface TextEditorProps {
  readonly place: Place;
  readonly entry: FileEntry;
  readonly text: string;
  readonly readOnly: string | null;
  readonly onDirty: (dirty: boolean) => void;
  readonly onReload: () => void;
}

/** Edits a text. What it began with is named by a version, so that nobody else's change is written over unseen. */
export function TextEditor({ place, entry, text, readOnly, onDirty, onReload }: TextEditorProps) {
  const editor = useRef<CodeEditorHandle>(null);
  const [base, setBase] = useState({ text, version: entry.version });
  const [dirty, setDirty] = useState(false);
  const [conflict, setConflict] = useState<string>();
  const save = useSave(place);
  const { data: now } = useQuery(statQuery(place, entry.path));
  const isStale = now !== undefined && now.version !== base.version && !save.isPending;
  const note = (different: boolean) => {
    setDirty(different);
    onDirty(different);
  };

  function write(mine: string, version: string | undefined): void {
    save.mutate(
      { path: entry.path, text: mine, version },
      {
        onSuccess: (saved) => {
          setBase({ text: mine, version: saved.version });
          setConflict(undefined);
          note((editor.current?.text() ?? mine) !== mine);
          toast({ tone: 'ok', title: `Saved ${shownName(entry.name)}` });
        },
        onError: (error) => {
          if (error instanceof EngineError && error.status === 409) setConflict(mine);
          else
            toast({ tone: 'bad', title: `${shownName(entry.name)} was not saved`, detail: sentence(error) });
        },
      },
    );
  }

  const onSave = () => {
    const mine = editor.current?.text();
    if (mine !== undefined && mine !== base.text && readOnly === null) write(mine, base.version);
  };
  return (
    <>
      {isStale && conflict === undefined ? (
        <Banner
          tone="warn"
          className="px-4"
          actions={
            <Button size="sm" onClick={() => (dirty ? setConflict(editor.current?.text()) : onReload())}>
              {dirty ? 'Compare' : 'Reload'}
            </Button>
          }
        >
          Something else has changed this file.
        </Banner>
      ) : null}
      <CodeEditor
        ref={editor}
        label={`Content of ${shownName(entry.path)}`}
        name={entry.name}
        text={text}
        readOnly={readOnly !== null}
        onChange={(different) => note(different || base.text !== text)}
        onSave={onSave}
      />
      <footer className="flex h-10 shrink-0 items-center gap-2 border-t border-line px-4 text-xs text-ink-3">
        <span role="status" className="min-w-0 flex-1 truncate">
          {readOnly ?? (dirty ? 'Not saved yet' : '')}
        </span>
        {readOnly === null ? (
          <Button
            size="sm"
            variant="primary"
            icon={<Save size={14} />}
            disabled={!dirty}
            pending={save.isPending}
            onClick={onSave}
          >
            Save
          </Button>
        ) : null}
      </footer>
      {conflict === undefined ? null : (
        <ConflictDialog
          place={place}
          path={entry.path}
          mine={conflict}
          pending={save.isPending}
          onOverwrite={(version) => write(conflict, version)}
          onReload={() => {
            setConflict(undefined);
            note(false);
            onReload();
          }}
          onClose={() => {
            setConflict(undefined);
            // After the dialog has given the focus back.
            requestAnimationFrame(() => editor.current?.focus());
          }}
        />
      )}
    </>
  );
}
