import { Save } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { isNotFound } from '../../bridge/engine-error.ts';
import type { LocalText } from '../../bridge/host-types.ts';
import { useWatchedText } from '../../bridge/local-files.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import type { CodeEditorHandle } from '../../ui/code/code-editor.tsx';
import type { CodeCompletion } from '../../ui/code/completion.ts';
import { CodeEditor } from '../../ui/code/lazy-code.tsx';
import type { CodeCheck } from '../../ui/code/problem-marks.ts';
import { DiscardQuestion } from '../../ui/discard-question.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { ProblemList } from './problem-list.tsx';
import { useProblems } from './use-problems.ts';
import { useSaving } from './use-saving.ts';

/** What an editor is told of the text that it edits. */
export interface EditedText {
  readonly path: string;
  /** What it is called. */
  readonly name: string;
  /** Tells the language: `Dockerfile`, `compose.yaml`. */
  readonly kind: string;
  readonly check: CodeCheck;
  readonly complete?: CodeCompletion | undefined;
  /** What is done with the saved text, such as a build. */
  readonly action: {
    readonly title: string;
    readonly icon: ReactNode;
    readonly run: () => void;
  };
}

/** Edits a text of this machine, with what is wrong with it marked, and without writing over what somebody else changed. */
export function LocalTextEditor({
  edited,
  opened,
}: {
  readonly edited: EditedText;
  readonly opened: LocalText;
}) {
  const { path, name, kind, action } = edited;
  const editor = useRef<CodeEditorHandle>(null);
  /** What the editor began with, and what lies on the disk as far as it knows. */
  const [shown, setShown] = useState({ text: opened.text, round: 0 });
  const [base, setBase] = useState(opened);
  const [dirty, setDirty] = useState(false);
  const { problems, check } = useProblems(edited.check);
  const { data: now, error: gone } = useWatchedText(path);
  const saving = useSaving(path, name, (saved) => {
    setBase(saved);
    setDirty((editor.current?.text() ?? saved.text) !== saved.text);
  });
  const isStale =
    !saving.isPending && (isNotFound(gone) || (now !== undefined && now.version !== base.version));
  const text = () => editor.current?.text() ?? base.text;
  const reload = (newest: LocalText) => {
    // Also when the text is one that was shown before: what was typed since is to go.
    setShown(({ round }) => ({ text: newest.text, round: round + 1 }));
    setBase(newest);
    setDirty(false);
    saving.dismiss();
  };
  const save = () =>
    text() === base.text && !isStale ? Promise.resolve(true) : saving.save(text(), base.version);
  const act = async () => {
    if (await save()) action.run();
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
          key={shown.round}
          ref={editor}
          label={`Content of ${name}`}
          name={kind}
          text={shown.text}
          readOnly={false}
          check={check}
          complete={edited.complete}
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
        <Button variant="primary" icon={action.icon} onClick={() => void act()}>
          {dirty ? `Save and ${action.title.toLowerCase()}` : action.title}
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
