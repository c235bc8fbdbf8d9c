import { useDialogs } from '../stores/dialogs.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys.tsx';

const GROUPS = [
  {
    title: 'Everywhere',
    keys: [
      ['Ctrl+K', 'Commands (in a terminal: Ctrl+Shift+P)'],
      ['Ctrl+1', 'Containers'],
      ['Ctrl+2', 'Images'],
      ['Ctrl+3', 'Volumes'],
      ['Ctrl+4', 'Networks'],
      ['Ctrl+5', 'Disk'],
      ['Ctrl+6', 'Logs'],
      ['Ctrl+,', 'Settings'],
      ['N', 'Run a container'],
      ['/', 'Filter or search'],
      ['?', 'This help'],
    ],
  },
  {
    title: 'In a table',
    keys: [
      ['↑ ↓', 'Move'],
      ['Enter', 'Open'],
      ['Space', 'Select'],
      ['Shift+↓', 'Extend the selection'],
      ['Ctrl+A', 'Select all'],
      ['Delete', 'Remove'],
      ['Escape', 'Clear the selection'],
    ],
  },
  {
    title: 'On a container',
    keys: [
      ['S', 'Start or stop'],
      ['R', 'Restart'],
      ['L', 'Logs'],
      ['T', 'Terminal'],
      ['I', 'Inspect'],
      ['F2', 'Rename'],
    ],
  },
  {
    title: 'In logs and terminals',
    keys: [
      ['Ctrl+F', 'Search the log'],
      ['Ctrl+Shift+F', 'Search the terminal'],
      ['Ctrl+Shift+C', 'Copy from the terminal'],
      ['Ctrl+Shift+V', 'Paste into the terminal'],
    ],
  },
] as const;

export function ShortcutsHelp() {
  const { shortcuts } = useDialogs();
  return (
    <Dialog
      open={shortcuts}
      onOpenChange={(open) => useDialogs.setState({ shortcuts: open })}
      title="Keyboard shortcuts"
      width="lg"
    >
      <div className="grid grid-cols-2 gap-x-10 gap-y-6">
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3 className="mb-2 text-xs font-medium text-ink-3">{group.title}</h3>
            <dl className="flex flex-col gap-1.5">
              {group.keys.map(([keys, words]) => (
                <div key={keys} className="flex items-center justify-between gap-4">
                  <dt className="order-2">
                    <Keys keys={keys} />
                  </dt>
                  <dd className="text-ink">{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
