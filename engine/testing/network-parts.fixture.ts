import { createInterface } from 'node:readline';
import { messageOf } from '../base/errors.ts';
import { type Logger, silentLogger } from '../base/logger.ts';
import { Firewall } from '../networks/firewall/firewall.ts';
import { Ports } from '../networks/ports/ports.ts';

/**
 * A firewall and ports in a process of their own, so that a test can have them in another network: reads one call for each line,
 * `{"number": 1, "part": "ports", "method": "claim", "args": [ … ]}`, and prints its result. Arguments: the instance, a folder,
 * the holder's bundle.
 */
const [instance = '', folder = '', holderScript = ''] = process.argv.slice(2);
const logger: Logger = {
  ...silentLogger,
  warn: (message, fields) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
};
const parts = {
  firewall: new Firewall(instance, logger),
  ports: new Ports({ folder, logger, nameOf: (id) => `name-of-${id}`, holderScript }),
};

interface Call {
  readonly number: number;
  readonly part: keyof typeof parts;
  readonly method: string;
  readonly args: readonly unknown[];
}

async function carryOut({ number, part, method, args }: Call): Promise<void> {
  try {
    const target = parts[part] as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
    const value = await target[method]?.(...args);
    process.stdout.write(`${JSON.stringify({ number, value })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ number, error: messageOf(error) })}\n`);
  }
}

createInterface({ input: process.stdin }).on('line', (line) => void carryOut(JSON.parse(line) as Call));
process.stdout.write('ready\n');
