import { useQuery } from '@tanstack/react-query';
import { CornerLeftUp, File, Folder } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { sentence } from '../../bridge/engine-error.ts';
import { joinPath, localFolderQuery } from '../../bridge/local-files.ts';
import { closeFolderQuestion, type FolderQuestion, useFolderQuestion } from '../../stores/folder-question.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextInput } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { SwitchRow } from '../../ui/switch-row.tsx';

/** Looks for a folder of this machine where the shell has no dialog for it. */
export function FolderOutlet() {
  const { asked } = useFolderQuestion();
  return asked === undefined ? null : <FolderDialog key={asked.start} question={asked} />;
}

function FolderDialog({ question }: { readonly question: FolderQuestion }) {
  const [path, setPath] = useState(question.start);
  const [typed, setTyped] = useState<string>();
  const [hidden, setHidden] = useState(false);
  const { data, error, isFetching } = useQuery({
    ...localFolderQuery(path),
    placeholderData: (last) => last,
  });
  const list = useRef<HTMLUListElement>(null);
  const entries = data?.entries.filter(({ name }) => hidden || !name.startsWith('.')) ?? [];
  const go = (next: string) => {
    setPath(next);
    setTyped(undefined);
    list.current?.scrollTo({ top: 0 });
  };
  const choose = () => {
    if (data === undefined) return;
    closeFolderQuestion();
    question.onChoose(data.path);
  };
  const here = error === null ? data : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || closeFolderQuestion()}
      title={question.title}
      footer={
        <>
          <Button onClick={closeFolderQuestion}>Cancel</Button>
          <Button variant="primary" disabled={here === undefined || isFetching} onClick={choose}>
            Choose this folder
          </Button>
        </>
      }
    >
      <form
        className="flex items-center gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed !== undefined) go(typed);
        }}
      >
        <IconButton
          label="The folder above"
          icon={<CornerLeftUp size={15} />}
          disabled={here?.parent === undefined || here.parent === null}
          onClick={() => go(here?.parent ?? '/')}
        />
        <TextInput
          aria-label="Path"
          value={typed ?? here?.path ?? path}
          onChange={(event) => setTyped(event.target.value)}
          className="font-mono text-xs"
        />
      </form>
      <div className="mt-2 h-72 overflow-hidden rounded-md border border-line">
        {error === null ? (
          <ul
            ref={list}
            aria-label="What is in it"
            aria-busy={isFetching}
            onKeyDown={moveFocus}
            className="h-full overflow-y-auto py-1"
          >
            {entries.map(({ name, kind }) => (
              <li key={name}>
                {kind === 'folder' ? (
                  <button
                    type="button"
                    onClick={() => go(joinPath(data?.path ?? '', name))}
                    className="flex h-7 w-full items-center gap-2 px-3 text-left text-sm text-ink -outline-offset-2 hover:bg-hover"
                  >
                    <Folder size={14} aria-hidden className="shrink-0 text-accent-text" />
                    <span className="truncate">{name}</span>
                  </button>
                ) : (
                  <span className="flex h-7 items-center gap-2 px-3 text-sm text-ink-3">
                    <File size={14} aria-hidden className="shrink-0" />
                    <span className="truncate">{name}</span>
                  </span>
                )}
              </li>
            ))}
            {data !== undefined && entries.length === 0 ? (
              <li className="px-3 py-2 text-sm text-ink-3">Nothing is in it.</li>
            ) : null}
            {data?.truncated === true ? (
              <li className="px-3 py-2 text-xs text-ink-3">There is more; type the path.</li>
            ) : null}
          </ul>
        ) : (
          <p role="alert" className="selectable px-3 py-2 text-sm text-bad">
            {sentence(error)}
          </p>
        )}
      </div>
      <div className="mt-3">
        <SwitchRow
          title="Hidden files"
          hint="Names that begin with a dot."
          checked={hidden}
          onChange={setHidden}
        />
      </div>
    </Dialog>
  );
}

/** The arrows go from folder to folder. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  event.preventDefault();
}
