import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { sentence } from '../../bridge/engine-error.ts';
import { toast } from '../../stores/toasts.ts';
import type { ProjectActions } from './list/project-menu.tsx';
import { useForgetProject } from './queries.ts';

export function useProjectActions(): ProjectActions {
  const navigate = useNavigate();
  const { mutateAsync: forget } = useForgetProject();
  return useMemo<ProjectActions>(
    () => ({
      open: ({ name }) => void navigate(`/compose/${encodeURIComponent(name)}`),
      forget: ({ name, containers }) => {
        forget(name).then(
          () => containers === 0 && void navigate('/compose'),
          (error: unknown) =>
            toast({ tone: 'bad', title: `${name} could not be forgotten`, detail: sentence(error) }),
        );
      },
    }),
    [navigate, forget],
  );
}
