import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { sentence } from '../../bridge/engine-error.ts';
import { toast } from '../../stores/toasts.ts';
import type { BuildActions } from './build-menu.tsx';
import { askBuildRemoval } from './build-removal.ts';
import { useCancelBuild, useRemoveBuild } from './queries.ts';

export function useBuildActions(onRemoved?: () => void): BuildActions {
  const navigate = useNavigate();
  const { mutateAsync: remove } = useRemoveBuild();
  const { mutateAsync: cancel } = useCancelBuild();
  return useMemo<BuildActions>(
    () => ({
      open: ({ id }) => void navigate(`/builds/${encodeURIComponent(id)}`),
      openImage: (image) => void navigate(`/images/${encodeURIComponent(image)}`),
      cancel: ({ id, name }) => {
        cancel(id).catch((error: unknown) =>
          toast({ tone: 'bad', title: `${name} could not be cancelled`, detail: sentence(error) }),
        );
      },
      remove: (builds) => askBuildRemoval(builds, remove, onRemoved),
    }),
    [navigate, cancel, remove, onRemoved],
  );
}
