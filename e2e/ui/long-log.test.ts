import { expect, test } from '../fixtures/ui-test.ts';

const LINES = 100_000;

test('a log of 100,000 lines is searched to its end and scrolled, with few rows in the page', async ({
  app,
  docker,
}) => {
  const { container } = app;
  await docker.text`run -d --name long gantry/starter sh -c ${`seq 1 ${LINES} | sed 's/.*/line & of many/'`}`;
  await app.containers.open('long');
  await expect(container.log.lines).toContainText(`line ${LINES} of many`, { timeout: 60_000 });
  await expect(container.log.state).toContainText('100,000 lines');
  expect(await rowsInPage()).toBeLessThan(500);

  await container.log.search.fill('line 99999 ');
  await container.log.search.press('Enter');
  await expect(container.log.matches).toContainText('1 of 1');
  await expect(container.log.lines).toContainText('line 99999 of many');
  await container.log.search.fill('line 42 ');
  await container.log.search.press('Enter');
  await expect(container.log.matches).toContainText('1 of 1');
  await expect(container.log.lines).toContainText('line 42 of many');
  await container.log.search.clear();

  const frames = await container.log.lines.evaluate(scrollThrough);
  console.log(
    `scrolled through ${LINES} lines: ${frames.length} frames, median ${median(frames)} ms, longest ${Math.max(...frames)} ms`,
  );
  expect(await rowsInPage()).toBeLessThan(500);

  function rowsInPage(): Promise<number> {
    return container.log.lines.getByText(/line \d+ of many/).count();
  }
});

/** Runs in the page: scrolls from end to end and gives the milliseconds of each frame. */
async function scrollThrough(element: HTMLElement): Promise<number[]> {
  const frames: number[] = [];
  let last = performance.now();
  for (let step = 0; step <= 60; step++) {
    element.scrollTop = (element.scrollHeight * step) / 60;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = performance.now();
    frames.push(Math.round(now - last));
    last = now;
  }
  return frames;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
