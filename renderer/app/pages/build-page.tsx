import { useQuery } from '@tanstack/react-query';
import { Hammer } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { isNotFound } from '../../bridge/engine-error.ts';
import { BuildHeader } from '../../features/builds/build-header.tsx';
import { BuildPanel } from '../../features/builds/build-panel.tsx';
import { buildQuery } from '../../features/builds/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

export function BuildPage() {
  const { id = '' } = useParams();
  const { error } = useQuery(buildQuery(id));
  if (isNotFound(error)) {
    return (
      <EmptyState
        icon={<Hammer size={24} />}
        title="This build’s record is gone"
        actions={<Link to="/builds">All builds</Link>}
      >
        It was removed, or made room for newer ones. Its image, if there was one, may still be there.
      </EmptyState>
    );
  }
  return (
    <main key={id} aria-label="Build" className="flex min-h-0 flex-1 flex-col">
      <BuildHeader id={id} />
      <BuildPanel id={id} />
    </main>
  );
}
