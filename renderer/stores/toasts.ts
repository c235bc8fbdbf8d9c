import { create } from 'zustand';

export interface ToastEntry {
  readonly id: number;
  readonly tone: 'ok' | 'bad' | 'info';
  readonly title: string;
  readonly detail?: string;
}

const AT_ONCE = 4;
let nextId = 1;

export const useToasts = create<{ readonly entries: readonly ToastEntry[] }>(() => ({ entries: [] }));

export function toast(entry: Omit<ToastEntry, 'id'>): void {
  const id = nextId++;
  useToasts.setState(({ entries }) => ({ entries: [...entries, { ...entry, id }].slice(-AT_ONCE) }));
}

export function dismissToast(id: number): void {
  useToasts.setState(({ entries }) => ({ entries: entries.filter((entry) => entry.id !== id) }));
}
