import { Hammer, Save } from 'lucide-react';
import { useRef, useState } from 'react';
import { isNotFound } from '../../bridge/engine-error.ts';
import type { LocalText } from '../../bridge/host-types.ts';
import { openBuild } from '../../stores/dialogs.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import type { CodeEditorHandle } from '../../ui/code/code-editor.tsx';
import { CodeEditor } from '../../ui/code/lazy-code.tsx';
import { DiscardQuestion } from '../../ui/discard-question.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import type { DockerfilePlace } from './dockerfile-path.ts';
import { ProblemList } from './problem-list.tsx';
import { useIgnoreText, useWatchedText } from './queries.ts';
import { useProblems } from './use-problems.ts';
import { useSaving } from './use-saving.ts';

interface DockerfileEditorProps {
  readonly place: DockerfilePlace;
  readonly opened: LocalText;
}

/** Edits a Dockerfile of this machine, with what the engine would say of it marked in the text. */
export function DockerfileEditor({ place: { path, folder, name }, opened }: DockerfileEditorProps) {
  const editor = useRef<CodeEditorHandle>(null);
  /** What the editor began with, and what lies on the disk as far as it knows. */
  const [shown, setShown] = useState(opened.text);
  const [base, setBase] = useState(opened);
  const [dirty, setDirty] = useState(false);
  const { problems, check } = useProblems(useIgnoreText(folder, path));
  const { data: now, error: gone } = useWatchedText(path);
  const saving = useSaving(path, name, (saved) => {
    setBase(saved);
    setDirty((editor.current?.text() ?? saved.text) !== saved.text);
  });
  const isStale =
    !saving.isPending && (isNotFound(gone) || (now !== undefined && now.version !== base.version));
  const text = () => editor.current?.text() ?? base.text;
  const reload = (newest: LocalText) => {
    setShown(newest.text);
    setBase(newest);
    setDirty(false);
    saving.dismiss();
  };
  const save = () =>
    text() === base.text && !isStale ? Promise.resolve(true) : saving.save(text(), base.version);
  const build = async () => {
    if (await save()) openBuild({ folder, dockerfile: name });
  };
  const mayReload = !dirty && !isNotFound(gone) && now !== undefined;
  return (
    <>
      {isStale && saving.conflict === undefined ? (
        <Banner
          tone="warn"
          actions={
            <Button size="sm" onClick={() => (mayReload ? reload(now) : void saving.compare(text()))}>
              {mayReload ? 'Reload' : 'Compare'}
            </Button>
          }
        >
          Something else has {isNotFound(gone) ? 'removed' : 'changed'} this file.
        </Banner>
      ) : null}
      <div className="flex min-h-0 flex-1 flex-col border-t border-line">
        <CodeEditor
          key={base.path}
          ref={editor}
          label={`Content of ${name}`}
          name="Dockerfile"
          text={shown}
          readOnly={false}
          check={check}
          onChange={() => setDirty(text() !== base.text)}
          onSave={() => void save()}
        />
      </div>
      <ProblemList problems={problems} onGoTo={(line, column) => editor.current?.goTo(line, column)} />
      <footer className="flex h-12 shrink-0 items-center gap-2 border-t border-line px-4 text-xs text-ink-3">
        <span role="status" className="min-w-0 flex-1 truncate">
          {dirty ? 'Not saved yet' : ''}
        </span>
        <Button
          icon={<Save size={14} />}
          disabled={!dirty}
          pending={saving.isPending}
          onClick={() => void save()}
        >
          Save
        </Button>
        <Button variant="primary" icon={<Hammer size={14} />} onClick={() => void build()}>
          {dirty ? 'Save and build…' : 'Build…'}
        </Button>
      </footer>
      {saving.conflict === undefined ? null : (
        <ConflictDialog
          name={name}
          {...saving.conflict}
          pending={saving.isPending}
          onOverwrite={() => void saving.save(text(), saving.conflict?.theirs?.version ?? null)}
          onReload={() => {
            const theirs = saving.conflict?.theirs;
            if (theirs) reload(theirs);
          }}
          onClose={saving.dismiss}
        />
      )}
      <DiscardQuestion dirty={dirty} name={name} onDiscard={() => setDirty(false)} />
    </>
  );
}
