import { useQuery } from '@tanstack/react-query';
import { Network } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { NetworkMap } from '../../../../engine/api/types/network-look.ts';
import { isNotFound } from '../../../bridge/engine-error.ts';
import { openRun } from '../../../stores/dialogs.ts';
import { updateTableView, useTableView } from '../../../stores/table-views.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LoadFailed } from '../../../ui/load-failed.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TableSkeleton } from '../../../ui/table/table-skeleton.tsx';
import { useStableCallback } from '../../../ui/use-stable-callback.ts';
import { networkMapQuery, useReach } from '../queries.ts';
import { MapCanvas } from './map-canvas.tsx';
import { MapList } from './map-list.tsx';
import { neighbours } from './neighbours.ts';
import { type Answered, PartiesContext } from './parties.ts';
import { NO_QUESTION, pick, type Question, reachRequest } from './question.ts';
import { QuestionForm } from './question-form.tsx';
import { FlowsContext, useFlows } from './use-flows.ts';

const VIEW = 'network-map';
const SHOW = [
  { value: 'running', title: 'Running' },
  { value: 'with-stopped', title: 'With stopped' },
] as const;

export function NetworkMapPanel() {
  const { data, error, refetch } = useQuery(networkMapQuery);
  if (data === undefined) {
    if (isNotFound(error)) {
      return (
        <EmptyState icon={<Network size={24} />} title="This engine draws no map">
          Only Gantry’s own engine knows who reaches whom and what flows. The list shows its networks.
        </EmptyState>
      );
    }
    if (error !== null) return <LoadFailed what="The map" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading the map" />;
  }
  return <LoadedMap map={data} />;
}

function LoadedMap({ map }: { readonly map: NetworkMap }) {
  const flows = useFlows();
  const { show: shown } = useTableView(VIEW);
  const show = shown === 'with-stopped' && map.containers.some(({ running }) => !running) ? 'all' : 'running';
  const [question, setQuestion] = useState<Question>(NO_QUESTION);
  const [answered, setAnswered] = useState<Answered>();
  const reach = useReach();
  const change = useStableCallback((next: Question) => {
    setQuestion(next);
    setAnswered(undefined);
    reach.reset();
  });
  const ask = () => {
    setAnswered(undefined);
    reach.mutate(reachRequest(question), { onSuccess: (answer) => setAnswered({ question, answer }) });
  };
  const parties = useMemo(
    () => ({
      from: question.from,
      to: question.to,
      within: question.to === '' ? neighbours(map, question.from) : undefined,
      pick: (name: string) => change(pick(question, name, map)),
    }),
    [question, map, change],
  );
  const stopped = map.containers.filter(({ running }) => !running).length;
  const empty = map.containers.length === stopped && show === 'running';
  return (
    <FlowsContext value={flows}>
      <PartiesContext value={parties}>
        <div className="flex min-h-0 flex-1 border-t border-line">
          <div className="relative min-w-0 flex-1">
            {empty ? (
              <EmptyState
                icon={<Network size={24} />}
                title="No container runs"
                actions={
                  <>
                    <Button onClick={() => openRun()}>Run a container</Button>
                    {stopped === 0 ? null : (
                      <Button onClick={() => updateTableView(VIEW, { show: 'with-stopped' })}>
                        Show the {stopped} that do not run
                      </Button>
                    )}
                  </>
                }
              >
                The map shows who is on which network, what is published, and what flows.
              </EmptyState>
            ) : (
              <MapCanvas map={map} show={show} answered={answered} />
            )}
            {stopped === 0 || empty ? null : (
              <div className="absolute top-3 left-4">
                <Segmented
                  label="Show"
                  value={show === 'all' ? 'with-stopped' : 'running'}
                  options={SHOW}
                  onChange={(value) => updateTableView(VIEW, { show: value })}
                />
              </div>
            )}
          </div>
          <aside aria-label="About the map" className="flex w-84 shrink-0 flex-col border-l border-line">
            <QuestionForm
              map={map}
              question={question}
              onChange={change}
              onAsk={ask}
              pending={reach.isPending}
              error={reach.error}
              answered={answered}
            />
            <MapList map={map} show={show} />
          </aside>
        </div>
      </PartiesContext>
    </FlowsContext>
  );
}
