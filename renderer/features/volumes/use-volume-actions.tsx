import { type ReactNode, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { CloneDialog } from './clone-dialog.tsx';
import { askEmpty } from './empty-question.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { useRemoveVolume } from './queries.ts';
import type { VolumeActions, VolumeDialog } from './volume-menu.tsx';
import { askVolumeRemoval } from './volume-removal.tsx';
import { volumePage } from './volume-view.ts';

/** The actions, and the dialog that one of them may need on the page. */
export function useVolumeActions(onRemoved?: () => void): {
  readonly actions: VolumeActions;
  readonly dialog: ReactNode;
} {
  const navigate = useNavigate();
  const { mutateAsync: remove } = useRemoveVolume();
  const [asked, setAsked] = useState<VolumeDialog>();
  const actions = useMemo<VolumeActions>(
    () => ({
      open: ({ name }, tab) => void navigate(volumePage(name, tab)),
      ask: setAsked,
      remove: (volumes) => askVolumeRemoval(volumes, remove, onRemoved),
      empty: askEmpty,
    }),
    [navigate, remove, onRemoved],
  );
  const close = () => setAsked(undefined);
  const dialogs = {
    export: (about: VolumeDialog) => <ExportDialog about={about} onClose={close} />,
    import: (about: VolumeDialog) => <ImportDialog about={about} onClose={close} />,
    clone: (about: VolumeDialog) => <CloneDialog about={about} onClose={close} />,
  };
  return { actions, dialog: asked === undefined ? null : dialogs[asked.kind](asked) };
}
