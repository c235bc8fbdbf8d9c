import { type ProbeOrder, probe } from './reach/probe.ts';

/**
 * A program of its own, so that it can be started inside another network namespace: reads an order as JSON from standard
 * input, prints the result as JSON.
 */
async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  const order = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ProbeOrder;
  process.stdout.write(JSON.stringify(await probe(order)));
}

await main();
