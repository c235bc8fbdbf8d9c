import { stream } from './stream.ts';

/**
 * The same lines sorted by their bytes; sort(1) does it beside us and keeps what does not fit into 64 MiB in `folder`
 * meanwhile. Throws what `lines` throws, and `system`.
 */
export function sortLines(lines: AsyncIterable<Buffer>, folder: string): AsyncGenerator<Buffer> {
  return stream('sort', ['--buffer-size=64M', `--temporary-directory=${folder}`], { input: lines });
}
