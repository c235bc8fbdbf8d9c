import { create } from 'zustand';
import { attachTarget, debugTarget, shellTarget } from './exec-target.ts';
import { TerminalSession, type TerminalState } from './terminal-session.ts';

export type SessionKind = 'shell' | 'debug' | 'attach';

const TARGETS = { shell: shellTarget, debug: debugTarget, attach: attachTarget };

export interface SessionTab {
  readonly id: string;
  readonly title: string;
  readonly state: TerminalState;
}

interface ContainerTerminals {
  readonly tabs: readonly SessionTab[];
  readonly active: string | undefined;
}

const NONE: ContainerTerminals = { tabs: [], active: undefined };
const sessions = new Map<string, TerminalSession>();
let nextNumber = 1;

const useStore = create<{ readonly byContainer: Readonly<Record<string, ContainerTerminals>> }>(() => ({
  byContainer: {},
}));

export function useTerminals(container: string): ContainerTerminals {
  return useStore((state) => state.byContainer[container]) ?? NONE;
}

export function terminalSession(id: string): TerminalSession | undefined {
  return sessions.get(id);
}

function change(container: string, update: (terminals: ContainerTerminals) => ContainerTerminals): void {
  useStore.setState(({ byContainer }) => ({
    byContainer: { ...byContainer, [container]: update(byContainer[container] ?? NONE) },
  }));
}

export function openTerminal(container: string, kind: SessionKind, fontSize: number): void {
  const id = `terminal-${nextNumber++}`;
  const existing = useStore.getState().byContainer[container]?.tabs ?? [];
  const title =
    kind === 'attach' ? 'Main process' : freeTitle(existing, kind === 'debug' ? 'Debug shell' : 'Shell');
  const target = TARGETS[kind](container);
  const session = new TerminalSession(id, title, target, fontSize, (state) =>
    change(container, ({ tabs, active }) => ({
      tabs: tabs.map((tab) => (tab.id === id ? { ...tab, state } : tab)),
      active,
    })),
  );
  sessions.set(id, session);
  change(container, ({ tabs }) => ({
    tabs: [...tabs, { id, title, state: { kind: 'connecting' } }],
    active: id,
  }));
}

export function activateTerminal(container: string, active: string): void {
  change(container, (terminals) => ({ ...terminals, active }));
}

export function closeTerminal(container: string, id: string): void {
  sessions.get(id)?.close();
  sessions.delete(id);
  change(container, ({ tabs, active }) => {
    const at = tabs.findIndex((tab) => tab.id === id);
    const left = tabs.filter((tab) => tab.id !== id);
    const neighbour = left[Math.min(at, left.length - 1)]?.id;
    return { tabs: left, active: active === id ? neighbour : active };
  });
}

function freeTitle(tabs: readonly SessionTab[], kind: string): string {
  for (let number = 1; ; number += 1) {
    const title = `${kind} ${number}`;
    if (tabs.every((tab) => tab.title !== title)) return title;
  }
}
