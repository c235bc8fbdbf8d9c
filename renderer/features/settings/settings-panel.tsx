import { Minus, Plus } from 'lucide-react';
import { useSettings, useUpdateSettings } from '../../bridge/settings.ts';
import { usePreferences } from '../../stores/preferences.ts';
import { toast } from '../../stores/toasts.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { AboutSection } from './about-section.tsx';
import { RegistriesSection } from './registries-section.tsx';
import { RemovedLogsSetting } from './removed-logs-setting.tsx';
import { Setting, SettingsSection } from './settings-section.tsx';

const THEMES = [
  { value: 'system', title: 'System' },
  { value: 'light', title: 'Light' },
  { value: 'dark', title: 'Dark' },
] as const;

const MIN_FONT = 9;
const MAX_FONT = 28;

export function SettingsPanel() {
  const { theme, terminalFontSize, stopEngineOnQuit } = useSettings();
  const { terminalCopyOnSelect } = usePreferences();
  const update = useUpdateSettings((reason) =>
    toast({ tone: 'bad', title: 'The setting was not kept', detail: reason }),
  );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="max-w-2xl px-5 pb-8">
        <SettingsSection title="Appearance">
          <Setting title="Theme" hint="System follows the desktop’s light or dark mode.">
            <Segmented
              label="Theme"
              value={theme}
              options={THEMES}
              onChange={(next) => update({ theme: next })}
            />
          </Setting>
        </SettingsSection>
        <SettingsSection title="Terminal">
          <Setting title="Text size" hint="For every open terminal at once.">
            <IconButton
              size="sm"
              label="Smaller text"
              icon={<Minus size={15} />}
              disabled={terminalFontSize <= MIN_FONT}
              onClick={() => update({ terminalFontSize: terminalFontSize - 1 })}
            />
            <output aria-label="Text size" className="w-12 text-center">
              {terminalFontSize} px
            </output>
            <IconButton
              size="sm"
              label="Larger text"
              icon={<Plus size={15} />}
              disabled={terminalFontSize >= MAX_FONT}
              onClick={() => update({ terminalFontSize: terminalFontSize + 1 })}
            />
          </Setting>
          <Setting title="Copy on select" hint="Selected text goes to the clipboard at once.">
            <Switch
              label="Copy on select"
              checked={terminalCopyOnSelect}
              onChange={(checked) => usePreferences.setState({ terminalCopyOnSelect: checked })}
            />
          </Setting>
        </SettingsSection>
        <SettingsSection title="Engine">
          <Setting
            title="Stop the engine on quit"
            hint="Containers go on running either way; only their management ends with the engine."
          >
            <Switch
              label="Stop the engine on quit"
              checked={stopEngineOnQuit}
              onChange={(checked) => update({ stopEngineOnQuit: checked })}
            />
          </Setting>
          <RemovedLogsSetting />
        </SettingsSection>
        <RegistriesSection />
        <AboutSection />
      </div>
    </div>
  );
}
