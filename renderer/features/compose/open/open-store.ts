import { create } from 'zustand';

/** Whether the dialog that opens a project is there. */
export const useOpenProjectDialog = create<{ readonly open: boolean }>(() => ({ open: false }));

export function openOpenProject(): void {
  useOpenProjectDialog.setState({ open: true });
}

export function closeOpenProject(): void {
  useOpenProjectDialog.setState({ open: false });
}
