import { contextBridge, ipcRenderer } from 'electron';
import type { PageBridge, StreamPortMessage } from './desktop-api/types.ts';
import type { IpcChannel } from './ipc-contract.ts';

const STREAM_PORT: IpcChannel = 'gantry:stream-port';

/** The few native calls that a page may make, as `window.gantry`. Runs sandboxed, in a world of its own. */
const bridge: PageBridge = {
  shell: 'electron',
  openStreamPort() {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(STREAM_PORT, null, [port2]);
    // A port cannot pass the context bridge, only a message of the window to itself.
    const message: StreamPortMessage = { type: 'gantry:stream-port' };
    window.postMessage(message, '*', [port1]);
  },
};

contextBridge.exposeInMainWorld('gantry', bridge);
