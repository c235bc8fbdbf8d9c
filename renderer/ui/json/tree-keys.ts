import type { KeyboardEvent } from 'react';

/** Arrow keys in a tree: up and down between the visible items, right opens, left closes. */
export function moveInTree(event: KeyboardEvent<HTMLElement>, toggle: (path: string) => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const focused = document.activeElement?.closest<HTMLElement>('[role="treeitem"]') ?? undefined;
  const at = focused === undefined ? -1 : items.indexOf(focused);
  const path = focused?.dataset['path'];
  const expanded = focused?.getAttribute('aria-expanded');
  if (event.key === 'ArrowDown') items[Math.min(items.length - 1, at + 1)]?.focus();
  else if (event.key === 'ArrowUp') items[Math.max(0, at - 1)]?.focus();
  else if (path !== undefined && event.key === 'ArrowRight' && expanded === 'false') toggle(path);
  else if (path !== undefined && event.key === 'ArrowLeft' && expanded === 'true') toggle(path);
  else return;
  event.preventDefault();
}
