import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useDialogs } from '../stores/dialogs.ts';
import { SCRIM } from '../ui/dialog.tsx';
import { CommandItem } from './command-item.tsx';
import { matchWords } from './match-words.ts';
import { usePaletteCommands } from './use-palette-commands.tsx';

function close(): void {
  useDialogs.setState({ palette: false });
}

export function CommandPalette() {
  const { palette } = useDialogs();
  return (
    <Dialog.Root open={palette} onOpenChange={(open) => useDialogs.setState({ palette: open })}>
      <Dialog.Portal>
        <Dialog.Overlay className={SCRIM} />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-40 w-[calc(100vw-48px)] max-w-xl -translate-x-1/2 animate-appear overflow-hidden rounded-lg border border-line bg-raised shadow-float"
        >
          <Dialog.Title className="sr-only">Commands</Dialog.Title>
          <Palette />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const GROUP =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3';

function Palette() {
  const groups = usePaletteCommands();
  return (
    <Command label="Commands" loop filter={matchWords}>
      <Command.Input
        placeholder="Type a command, a container or an image"
        className="h-12 w-full border-b border-line bg-transparent px-4 text-base text-ink outline-none"
      />
      <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-ink-2">Nothing matches.</Command.Empty>
        {groups.map(({ title, commands }) =>
          commands.length === 0 ? null : (
            <Command.Group key={title} heading={title} className={GROUP}>
              {commands.map((command) => (
                <CommandItem
                  key={command.id}
                  command={command}
                  onRun={() => {
                    close();
                    command.run();
                  }}
                />
              ))}
            </Command.Group>
          ),
        )}
      </Command.List>
    </Command>
  );
}
