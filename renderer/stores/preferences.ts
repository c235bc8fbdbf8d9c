import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** Small choices that belong to this window's view, unlike the host's Settings. */
interface Preferences {
  readonly logWrap: boolean;
  readonly logTimestamps: boolean;
  readonly terminalCopyOnSelect: boolean;
  readonly groupByProject: boolean;
}

export const usePreferences = create<Preferences>()(
  persist(
    (): Preferences => ({
      logWrap: true,
      logTimestamps: false,
      terminalCopyOnSelect: false,
      groupByProject: true,
    }),
    { name: 'gantry-preferences' },
  ),
);
