import { EngineError, sentence } from '../../bridge/engine-error.ts';
import type { EngineStream } from '../../bridge/stream.ts';
import type { TerminalTarget } from './exec-target.ts';
import { TerminalScreen } from './terminal-screen.ts';

export type TerminalState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'ended'; readonly exitCode: number }
  | { readonly kind: 'failed'; readonly reason: string };

const RESIZE_MS = 60;
const HIDE_CURSOR = '\u001b[?25l';
const MISSING = /no such file|not found|executable file/i;

/** One shell, or one attachment, with its screen. It lives on while no page shows it. */
export class TerminalSession {
  readonly id: string;
  readonly title: string;
  readonly screen: TerminalScreen;
  readonly #target: TerminalTarget;
  readonly #onState: (state: TerminalState) => void;
  #stream: EngineStream | undefined;
  #begun = false;
  #closed = false;

  constructor(
    id: string,
    title: string,
    target: TerminalTarget,
    fontSize: number,
    onState: (state: TerminalState) => void,
  ) {
    this.id = id;
    this.title = title;
    this.#target = target;
    this.#onState = onState;
    this.screen = new TerminalScreen(fontSize);
  }

  /** Once it is on screen and knows its size; later calls do nothing. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    const { terminal } = this.screen;
    const seen: string[] = [];
    const typed = this.#listen();
    try {
      const stream = await this.#target.open(terminal);
      if (this.#closed) return stream.cancel();
      this.#stream = stream;
      await stream.head;
      this.#onState({ kind: 'open' });
      typed.sendTo(stream);
      this.#followSize();
      for await (const chunk of stream) {
        if (seen.length < 4) seen.push(new TextDecoder().decode(chunk));
        await this.screen.write(chunk);
      }
      await this.#ended(seen.join('').trim());
    } catch (error) {
      if (!this.#closed)
        this.#onState(failure(error, this.#stream !== undefined && terminal.buffer.active.length > 0));
    } finally {
      terminal.options.disableStdin = true;
      if (!this.#closed) terminal.write(HIDE_CURSOR);
    }
  }

  /** What is typed while the session is still being opened is kept for it, in order. */
  #listen(): { readonly sendTo: (stream: EngineStream) => void } {
    const { terminal } = this.screen;
    const encoder = new TextEncoder();
    const ahead: Uint8Array[] = [];
    let send = (bytes: Uint8Array): void => void ahead.push(bytes);
    terminal.onData((text) => send(encoder.encode(text)));
    terminal.onBinary((text) => send(Uint8Array.from(text, (char) => char.charCodeAt(0))));
    return {
      sendTo: (stream) => {
        send = (bytes) => void stream.write(bytes);
        for (const bytes of ahead.splice(0)) send(bytes);
      },
    };
  }

  close(): void {
    this.#closed = true;
    void this.#leave(this.#stream);
    this.screen.dispose();
  }

  async #leave(stream: EngineStream | undefined): Promise<void> {
    if (stream === undefined) return;
    try {
      await stream.write(new TextEncoder().encode(this.#target.farewell));
    } finally {
      stream.cancel();
    }
  }

  async #ended(output: string): Promise<void> {
    if (this.#closed) return;
    const exitCode = await this.#target.exitCode().catch(() => undefined);
    if (exitCode === undefined) this.#onState({ kind: 'lost' });
    else if ((exitCode === 126 || exitCode === 127) && MISSING.test(output) && output.length < 2000) {
      this.#onState({ kind: 'failed', reason: output });
    } else {
      this.#onState({ kind: 'ended', exitCode });
    }
  }

  #followSize(): void {
    const { terminal } = this.screen;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => void this.#target.resize(terminal).catch(() => undefined);
    terminal.onResize(() => {
      clearTimeout(timer);
      timer = setTimeout(tell, RESIZE_MS);
    });
    tell();
  }
}

function failure(error: unknown, hadBegun: boolean): TerminalState {
  if (error instanceof EngineError && error.status === 0 && hadBegun) return { kind: 'lost' };
  return { kind: 'failed', reason: sentence(error) };
}
