import type { ReactNode } from 'react';
import { create } from 'zustand';

/** A question whether to remove something, asked from anywhere and shown by the shell. */
export interface Removal {
  readonly title: string;
  readonly items: readonly {
    readonly name: string;
    readonly detail?: ReactNode;
    readonly size?: ReactNode;
  }[];
  readonly note?: ReactNode;
  readonly action: string;
  readonly onConfirm: () => Promise<unknown>;
}

export const useRemoval = create<{ readonly asked: Removal | undefined }>(() => ({ asked: undefined }));

export function askRemoval(asked: Removal): void {
  useRemoval.setState({ asked });
}

export function closeRemoval(): void {
  useRemoval.setState({ asked: undefined });
}
