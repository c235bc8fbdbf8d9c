import { Clipboard, Copy, Eraser, TextSelect } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { usePreferences } from '../../stores/preferences.ts';
import { toast } from '../../stores/toasts.ts';
import { type MenuEntry, SEPARATOR } from '../../ui/menu-items.tsx';
import { type MenuPoint, PointMenu, pointOf } from '../../ui/point-menu.tsx';
import type { TerminalSession } from './terminal-session.ts';

export function TerminalView({
  session,
  fontSize,
}: {
  readonly session: TerminalSession;
  readonly fontSize: number;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [menuAt, setMenuAt] = useState<MenuPoint>();
  useEffect(() => {
    if (frame.current === null) return;
    const unmount = session.screen.mount(frame.current);
    session.begin();
    return unmount;
  }, [session]);
  useEffect(() => session.screen.setFontSize(fontSize), [session, fontSize]);
  return (
    <div
      className="min-h-0 flex-1 bg-canvas py-2 pl-4"
      onContextMenu={(event) => {
        event.preventDefault();
        setMenuAt({ ...pointOf(event, event.currentTarget), from: session.screen.terminal.textarea });
      }}
    >
      <div ref={frame} role="region" aria-label={session.title} className="h-full w-full overflow-hidden" />
      <PointMenu at={menuAt} entries={() => terminalMenu(session)} onClose={() => setMenuAt(undefined)} />
    </div>
  );
}

function terminalMenu({ screen }: TerminalSession): MenuEntry[] {
  const { terminal } = screen;
  const { terminalCopyOnSelect } = usePreferences.getState();
  const paste = async () => {
    try {
      terminal.paste(await navigator.clipboard.readText());
    } catch {
      toast({
        tone: 'info',
        title: 'Paste with Ctrl+Shift+V',
        detail: 'The clipboard may not be read from a menu here.',
      });
    }
    terminal.focus();
  };
  return [
    {
      kind: 'item',
      label: 'Copy',
      shortcut: 'Ctrl+Shift+C',
      icon: <Copy size={15} />,
      disabled: !terminal.hasSelection(),
      onSelect: () => screen.copy(),
    },
    {
      kind: 'item',
      label: 'Paste',
      shortcut: 'Ctrl+Shift+V',
      icon: <Clipboard size={15} />,
      onSelect: () => void paste(),
    },
    {
      kind: 'item',
      label: 'Select all',
      icon: <TextSelect size={15} />,
      onSelect: () => terminal.selectAll(),
    },
    { kind: 'item', label: 'Clear', icon: <Eraser size={15} />, onSelect: () => terminal.clear() },
    SEPARATOR,
    {
      kind: 'item',
      label: terminalCopyOnSelect ? 'Stop copying on select' : 'Copy on select',
      onSelect: () => usePreferences.setState({ terminalCopyOnSelect: !terminalCopyOnSelect }),
    },
  ];
}
