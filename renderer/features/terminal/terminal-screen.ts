import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import { usePreferences } from '../../stores/preferences.ts';
import { onSchemeChange, terminalTheme } from './terminal-theme.ts';

const FONT =
  "ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', monospace";

/** An xterm in an element of its own, which is moved from page to page and keeps its contents. */
export class TerminalScreen {
  readonly terminal: Terminal;
  readonly search = new SearchAddon();
  readonly #host = document.createElement('div');
  readonly #fit = new FitAddon();
  readonly #sizes: ResizeObserver;
  readonly #stopFollowingScheme: () => void;
  #opened = false;

  constructor(fontSize: number) {
    this.terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      fontFamily: FONT,
      fontSize,
      lineHeight: 1.2,
      scrollback: 10_000,
      minimumContrastRatio: 3,
      theme: terminalTheme(),
    });
    this.terminal.loadAddon(this.#fit);
    this.terminal.loadAddon(this.search);
    this.terminal.loadAddon(new WebLinksAddon((_event, url) => window.open(url, '_blank', 'noreferrer')));
    this.terminal.attachCustomKeyEventHandler((event) => this.#onKey(event));
    this.terminal.onSelectionChange(() => {
      if (usePreferences.getState().terminalCopyOnSelect) this.copy();
    });
    this.#host.className = 'h-full w-full';
    this.#sizes = new ResizeObserver(() => this.fit());
    this.#stopFollowingScheme = onSchemeChange(() => {
      this.terminal.options.theme = terminalTheme();
    });
  }

  /** Shows it in `parent`; the answer takes it out again. */
  mount(parent: HTMLElement): () => void {
    parent.append(this.#host);
    if (!this.#opened) this.terminal.open(this.#host);
    this.#opened = true;
    this.#sizes.observe(parent);
    this.fit();
    this.terminal.focus();
    return () => {
      this.#sizes.unobserve(parent);
      this.#host.remove();
    };
  }

  setFontSize(size: number): void {
    if (this.terminal.options.fontSize === size) return;
    this.terminal.options.fontSize = size;
    this.fit();
  }

  fit(): void {
    if (this.#host.isConnected && this.#host.clientHeight > 0) this.#fit.fit();
  }

  copy(): void {
    const text = this.terminal.getSelection();
    if (text !== '') void navigator.clipboard.writeText(text).catch(() => undefined);
  }

  /** Waits until xterm has taken the bytes in: that is the back-pressure. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.terminal.write(bytes, resolve));
  }

  dispose(): void {
    this.#stopFollowingScheme();
    this.#sizes.disconnect();
    this.terminal.dispose();
    this.#host.remove();
  }

  /** False keeps the key from the program: copy is ours, paste the browser's own. */
  #onKey(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey) return true;
    if (event.code === 'KeyC') {
      event.preventDefault();
      this.copy();
      return false;
    }
    return event.code !== 'KeyV' && event.code !== 'KeyP' && event.code !== 'KeyF';
  }
}
