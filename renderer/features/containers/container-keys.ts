import type { ContainerTab } from './container-menu.tsx';
import { isAlive } from './container-verbs.ts';
import type { ContainerView } from './container-view.ts';
import type { RunVerb } from './use-container-verbs.ts';

interface KeyContext {
  readonly run: RunVerb;
  readonly open: (container: ContainerView, tab: ContainerTab) => void;
  readonly setRenaming: (container: ContainerView) => void;
}

/** Single keys on a row of the container table; true when the key meant something. */
export function handleContainerKey(key: string, container: ContainerView, context: KeyContext): boolean {
  const { run, open, setRenaming } = context;
  switch (key) {
    case 's':
      run(isAlive(container.state) ? 'stop' : 'start', [container]);
      return true;
    case 'r':
      run('restart', [container]);
      return true;
    case 'l':
      open(container, 'logs');
      return true;
    case 't':
      open(container, 'terminal');
      return true;
    case 'i':
      open(container, 'inspect');
      return true;
    case 'F2':
      setRenaming(container);
      return true;
    case 'Delete':
      run('remove', [container]);
      return true;
    default:
      return false;
  }
}
