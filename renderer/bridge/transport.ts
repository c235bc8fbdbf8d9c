/** One channel to the desktop host, whichever shell made it. It is never reused after it closed. */
export interface Transport {
  send(message: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface TransportEvents {
  onOpen(): void;
  onText(text: string): void;
  onBytes(bytes: Uint8Array): void;
  /** Called once; nothing follows. */
  onClose(): void;
}

export type Connect = (events: TransportEvents) => Transport;
