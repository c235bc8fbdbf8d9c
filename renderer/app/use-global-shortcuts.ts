import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { openRun, useDialogs } from '../stores/dialogs.ts';

/** A terminal gets every key that a program might want; Ctrl+Shift combinations stay ours. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, [contenteditable], .xterm') !== null
  );
}

function isTerminal(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('.xterm') !== null;
}

export function useGlobalShortcuts(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (command && (event.shiftKey ? key === 'p' : key === 'k' && !isTerminal(event.target))) {
        useDialogs.setState(({ palette }) => ({ palette: !palette }));
      } else if (command && !isTerminal(event.target) && key === '1') void navigate('/containers');
      else if (command && !isTerminal(event.target) && key === '2') void navigate('/images');
      else if (command && !isTerminal(event.target) && key === '3') void navigate('/volumes');
      else if (command && !isTerminal(event.target) && key === '4') void navigate('/networks');
      else if (command && !isTerminal(event.target) && key === '5') void navigate('/disk');
      else if (command && !isTerminal(event.target) && key === '6') void navigate('/logs');
      else if (command && !isTerminal(event.target) && key === ',') void navigate('/settings');
      else if (command || event.altKey || isTyping(event.target) || isDialogOpen()) return;
      else if (key === '?') useDialogs.setState({ shortcuts: true });
      else if (key === 'n') openRun();
      else if (key === '/') document.querySelector<HTMLElement>('[data-search]')?.focus();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}
