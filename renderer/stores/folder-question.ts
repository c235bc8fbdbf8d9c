import { create } from 'zustand';

/** A folder of the machine is wanted; asked from anywhere and shown by the shell. */
export interface FolderQuestion {
  readonly title: string;
  /** Where to begin; empty for the person's own folder. */
  readonly start: string;
  readonly onChoose: (path: string) => void;
}

export const useFolderQuestion = create<{ readonly asked: FolderQuestion | undefined }>(() => ({
  asked: undefined,
}));

export function askFolder(asked: FolderQuestion): void {
  useFolderQuestion.setState({ asked });
}

export function closeFolderQuestion(): void {
  useFolderQuestion.setState({ asked: undefined });
}
