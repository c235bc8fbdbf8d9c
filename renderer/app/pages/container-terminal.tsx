import type { ContainerInspect } from '../../../engine/api/types/container.ts';
import { useContainerAction, usePendingVerbs } from '../../features/containers/queries.ts';
import { TerminalPanel } from '../../features/terminal/terminal-panel.tsx';

export function ContainerTerminal({ inspect }: { readonly inspect: ContainerInspect }) {
  const act = useContainerAction();
  const pending = usePendingVerbs().get(inspect.Id);
  const { Id: id, Name, State, Config } = inspect;
  const name = Name.slice(1);
  return (
    <TerminalPanel
      key={id}
      container={id}
      name={name}
      running={State.Running && !State.Paused}
      attachable={Config.Tty === true && Config.OpenStdin === true}
      starting={pending === 'start'}
      onStart={() => void act({ id, name, verb: State.Paused ? 'unpause' : 'start' }).catch(() => undefined)}
    />
  );
}
