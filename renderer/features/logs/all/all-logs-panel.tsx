import { useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { containerListQuery, removedLogsQuery } from '../../../bridge/queries.ts';
import { usePreferences } from '../../../stores/preferences.ts';
import { Button } from '../../../ui/button.tsx';
import { counted } from '../../../ui/counted.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LoadFailed } from '../../../ui/load-failed.tsx';
import { AllLens } from './all-lens.ts';
import { AllLines } from './all-lines.tsx';
import { allLogs } from './all-logs.ts';
import { AllToolbar } from './all-toolbar.tsx';
import { NO_FILTER, useLogFilters } from './filter-store.ts';
import { followedContainers } from './followed.ts';
import type { LogSource } from './line-group.ts';
import { needleOf } from './needle.ts';

/** The lines of all containers, or of those of one project, in the order of their times. */
export function AllLogsPanel({ project }: { readonly project?: string }) {
  const { data, error, refetch } = useQuery(containerListQuery);
  const { data: kept } = useQuery(removedLogsQuery);
  const all = useMemo(() => followedContainers(data ?? [], kept?.logs ?? []), [data, kept]);
  const sources = useMemo(
    () => (project === undefined ? all : all.filter((source) => source.project === project)),
    [all, project],
  );
  const present = useMemo(() => new Set((data ?? []).map(({ Id }) => Id)), [data]);
  const {
    containers: picked,
    projects: chosen,
    streams,
    level,
    text,
    regex,
    columns,
    clearedTo,
    paused,
  } = useLogFilters();
  const { logWrap, logTimestamps } = usePreferences();
  const [following, setFollowing] = useState(true);
  const version = useSyncExternalStore(allLogs.buffer.subscribe, allLogs.buffer.version);
  const containers = useMemo(() => {
    if (project === undefined) return picked;
    return new Set(sources.map(({ id }) => id).filter((id) => picked.has(id)));
  }, [project, picked, sources]);
  const projects = useMemo(() => (project === undefined ? chosen : new Set([project])), [project, chosen]);
  const { needle, fault } = useMemo(() => needleOf(text, regex), [text, regex]);
  const lens = useMemo(
    () => new AllLens(allLogs.buffer, { containers, projects, streams, level, needle, clearedTo }),
    [containers, projects, streams, level, needle, clearedTo],
  );
  useMemo(() => version >= 0 && lens.sync(), [lens, version]);
  const chosenColumns = useMemo(() => [...columns], [columns]);

  useEffect(() => {
    if (data !== undefined) allLogs.setContainers(all);
  }, [data, all]);
  useEffect(() => {
    if (paused) return undefined;
    allLogs.start();
    return () => allLogs.stop();
  }, [paused]);

  if (data === undefined && error !== null) {
    return <LoadFailed what="The list of containers" error={error} onRetry={() => void refetch()} />;
  }
  return (
    <section aria-label="All logs" className="flex min-h-0 flex-1 flex-col">
      <AllToolbar lens={lens} sources={sources} project={project} fault={fault} />
      {lens.count === 0 ? (
        <NothingShown some={sources.length > 0} hidden={allLogs.buffer.endSeq > 0} />
      ) : (
        <AllLines
          lens={lens}
          version={version}
          needle={needle}
          wrap={logWrap}
          timestamps={logTimestamps}
          columns={chosenColumns}
          present={present}
          following={following}
          onFollow={setFollowing}
        />
      )}
      <div
        role="status"
        aria-label="Logs state"
        className="flex h-7 shrink-0 items-center gap-2 border-t border-line px-5 text-2xs text-ink-3"
      >
        <span>{stateText(paused, following, sources)}</span>
        <span className="ml-auto">{counted(lens.count, 'line')}</span>
      </div>
    </section>
  );
}

function stateText(paused: boolean, following: boolean, sources: readonly LogSource[]): string {
  if (paused) return 'Paused; going on fetches what was printed meanwhile';
  if (!following) return 'Receiving; the view stands still';
  const removed = sources.filter((source) => source.removed).length;
  const beside = removed === 0 ? '' : `, beside the logs of ${removed} removed`;
  return `Following ${counted(sources.length - removed, 'container')}, running and stopped${beside}`;
}

function NothingShown({ some, hidden }: { readonly some: boolean; readonly hidden: boolean }) {
  if (hidden) {
    return (
      <div className="min-h-0 flex-1">
        <EmptyState
          icon={<ScrollText size={24} />}
          title="No line to show"
          actions={
            <Button onClick={() => useLogFilters.setState({ ...NO_FILTER, clearedTo: 0 })}>
              Show all lines
            </Button>
          }
        >
          The filters leave out every line, or the view was cleared. New lines appear here.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="min-h-0 flex-1">
      <EmptyState
        icon={<ScrollText size={24} />}
        title={some ? 'Nothing was logged yet' : 'No containers yet'}
      >
        What containers print to stdout and stderr appears here, all of them in the order of time.
      </EmptyState>
    </div>
  );
}
