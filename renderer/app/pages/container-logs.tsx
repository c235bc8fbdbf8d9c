import type { ContainerInspect } from '../../../engine/api/types/container.ts';
import { LogsPanel } from '../../features/logs/logs-panel.tsx';

export function ContainerLogs({ inspect }: { readonly inspect: ContainerInspect }) {
  return (
    <LogsPanel
      key={inspect.Id}
      id={inspect.Id}
      name={inspect.Name.slice(1)}
      tty={inspect.Config.Tty === true}
      startedAt={inspect.State.StartedAt}
    />
  );
}
