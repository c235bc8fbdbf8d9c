import { openDesktop } from '../desktop.ts';
import { messageOf } from '../desktop-error.ts';
import { layoutAround } from '../layout.ts';
import { desktopOptions } from '../options.ts';
import { browserShell } from './browser.ts';

/**
 * The browser shell as a program: prints one line, `open http://127.0.0.1:PORT/?token=TOKEN`, when it can be opened;
 * the engine may still be starting then. Everything else goes to stderr. SIGTERM, SIGINT and SIGHUP end it.
 */
const log = (line: string) => process.stderr.write(`gantry: ${line}\n`);

const STOP_WITHIN_MS = 2_800;

async function main(): Promise<void> {
  const options = desktopOptions(process.argv.slice(2), process.env);
  const desktop = await openDesktop(options, layoutAround(import.meta.dirname), 'browser', log);
  const shell = await browserShell(desktop.api, options.port).catch(async (error: unknown) => {
    await desktop.close();
    throw error;
  });
  const stop = () => {
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    void Promise.allSettled([shell.close(), desktop.close()]).then(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, stop);
  void desktop.host.start();
  process.stdout.write(`open ${shell.url}\n`);
}

main().catch((error: unknown) => {
  log(messageOf(error));
  process.exit(1);
});
