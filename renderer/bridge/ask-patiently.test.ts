import { expect, it } from 'vitest';
import { askPatiently } from './ask-patiently.ts';
import { EngineError } from './engine-error.ts';
import type { EngineStream, OpenOptions } from './stream.ts';

/** Answers when told to. */
class Engine {
  readonly asked: string[] = [];
  readonly answers: (() => void)[] = [];

  readonly open = ({ path }: OpenOptions): EngineStream => {
    this.asked.push(path);
    const answered = new Promise<void>((resolve) => this.answers.push(resolve));
    const chunks = (async function* () {
      await answered;
      yield* [] as Uint8Array[];
    })();
    return chunks as unknown as EngineStream;
  };
}

it('asks for much at once, and for the rest as there is room', async () => {
  const engine = new Engine();
  const all = Array.from({ length: 100 }, (_, index) => askPatiently(`/engine/${index}`, engine.open));
  await Promise.resolve();
  expect(engine.asked).toHaveLength(64);
  for (const answer of engine.answers) answer();
  await expect.poll(() => engine.asked.length).toBe(100);
  for (const answer of engine.answers) answer();
  await Promise.all(all);
});

it('tells what the engine refused, and goes on with others', async () => {
  const refused = () => {
    throw new EngineError(404, 'No such container: gone');
  };
  await expect(askPatiently('/engine/gone', refused)).rejects.toThrow('No such container: gone');
  const engine = new Engine();
  const one = askPatiently('/engine/one', engine.open);
  for (const answer of engine.answers) answer();
  await expect(one).resolves.toBeUndefined();
});
