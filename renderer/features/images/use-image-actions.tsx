import { type ReactNode, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ImageActions } from './image-menu.tsx';
import { askImageRemoval } from './image-removal.tsx';
import type { ImageView } from './image-view.ts';
import { useRemoveImage } from './queries.ts';
import { TagDialog } from './tag-dialog.tsx';

/** The actions, and the dialog that one of them may need on the page. */
export function useImageActions(onRemoved?: () => void): {
  readonly actions: ImageActions;
  readonly dialog: ReactNode;
} {
  const navigate = useNavigate();
  const { mutateAsync: remove } = useRemoveImage();
  const [tagging, setTagging] = useState<ImageView>();
  const actions = useMemo<ImageActions>(
    () => ({
      open: ({ id }, tab) => {
        const page = `/images/${encodeURIComponent(id)}`;
        void navigate(tab === undefined ? page : `${page}/${tab}`);
      },
      tag: setTagging,
      remove: (images) => askImageRemoval(images, remove, onRemoved),
    }),
    [navigate, remove, onRemoved],
  );
  const dialog =
    tagging === undefined ? null : <TagDialog image={tagging} onClose={() => setTagging(undefined)} />;
  return { actions, dialog };
}
