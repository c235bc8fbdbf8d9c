import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { containerInspectQuery } from '../../bridge/queries.ts';
import { Ago } from '../../ui/ago.tsx';
import { parseTime } from '../../ui/relative-time.ts';
import { isAlive } from './container-verbs.ts';
import type { ContainerView } from './container-view.ts';

/** The list knows the time only about ("Up 5 minutes"); the exact one is asked for when somebody points at it. */
export function SinceCell({ container }: { readonly container: ContainerView }) {
  const [asked, setAsked] = useState(false);
  const { data } = useQuery({ ...containerInspectQuery(container.id), enabled: asked });
  if (container.since === undefined) return <span className="text-ink-3">–</span>;
  const exact = data && parseTime(isAlive(container.state) ? data.State.StartedAt : data.State.FinishedAt);
  return (
    <span onPointerEnter={() => setAsked(true)}>
      <Ago time={exact ?? container.since} className="text-ink-2" />
    </span>
  );
}
