import { SeqpacketSocket } from 'node-unix-socket';
import { fault, messageOf } from '../../base/errors.ts';
import { bundleFiles } from '../bundle.ts';
import { withShortPath } from './short-path.ts';

/** conmon reads into a buffer of this size and drops the rest of a longer packet (conmon, CONN_SOCK_BUF_SIZE). */
const MAX_PACKET = 32 * 1024;

/** Milliseconds that conmon gets to read the last packets after `close`. */
const LINGER_MS = 2000;

/**
 * A way to type into a container or exec. When the process goes, or closes its input, what is still written is thrown away
 * without an error, as with `docker attach`.
 */
export interface StdinConnection {
  /**
   * Resolves when the kernel took the bytes; it holds little more than the process has not read, so this is the
   * process's own back-pressure. One call at a time. Never rejects.
   */
  write(bytes: Buffer): Promise<void>;
  /** Closes the process's input, unless its shim was told to leave it open. Nothing may be written after it. */
  end(): void;
  /** Ends and lets go; what was written before still arrives. Idempotent. */
  close(): void;
}

/**
 * Opens the standard input of a container or exec by its shim's folder. Several may be open at a time; their writes mix.
 * Throws `conflict` when the process is gone.
 */
export async function attachStdin(folder: string): Promise<StdinConnection> {
  const socket = new SeqpacketSocket();
  // Before anything else: what nobody listens to ends the engine, and a process may end while we still connect.
  const lost = new Promise<never>((_resolve, reject) => socket.on('error', reject));
  const connection = connectionOver(socket, lost);
  try {
    await withShortPath(bundleFiles(folder).attach, async (path) => {
      const connected = new Promise<void>((resolve) => socket.connect(path, resolve));
      await Promise.race([connected, lost]);
    });
  } catch (cause) {
    socket.destroy();
    throw fault(
      'conflict',
      `the process has ended: nothing listens to its input (${messageOf(cause)})`,
      cause,
    );
  }
  return connection;
}

function connectionOver(socket: SeqpacketSocket, lost: Promise<never>): StdinConnection {
  let open = true;
  let taken = () => {};
  const hangUp = () => {
    open = false;
    socket.destroy();
    taken();
  };
  const send = (bytes: Buffer, from: number, length: number) =>
    new Promise<void>((resolve) => {
      taken = resolve;
      socket.write(bytes, from, length, () => resolve());
    });
  socket.on('data', () => undefined); // the process's output, which is read from its log
  lost.catch(hangUp);
  socket.on('end', hangUp);
  const end = () => {
    if (open) socket.end();
    open = false;
  };
  return {
    end,
    write: async (bytes) => {
      for (let from = 0; open && from < bytes.length; from += MAX_PACKET) {
        await send(bytes, from, Math.min(MAX_PACKET, bytes.length - from));
      }
    },
    close: () => {
      end();
      // Closing at once would reset the connection if output has just come in, and conmon would lose unread packets.
      socket.unref();
      setTimeout(hangUp, LINGER_MS).unref();
    },
  };
}
