import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeContext } from '../fixtures/build-folder.ts';
import { expect, test } from '../fixtures/ui-test.ts';

const DOCKERFILE = `FROM gantry/starter AS tools
RUN echo made by hand > /tool

FROM gantry/starter
COPY package.json /app/
COPY --from=tools /tool /usr/local/tool
COPY src /app/src
RUN echo "building $(cat /app/src/x.ts)"
`;

const FAILING = `FROM gantry/starter
RUN echo "about to check"; \\
    exit 7
CMD ["sh"]
`;

const STAGED = `FROM gantry/starter AS words
ARG GREETING=hello
RUN --mount=type=secret,id=key echo "$GREETING, $(wc -c < /run/secrets/key) letters" | tee /words

FROM gantry/starter
COPY . /srv
MAINTAINER ann
COPY --from=words /words /words
`;

const ENDLESS = `FROM gantry/starter
RUN for i in $(seq 1 600); do echo "round $i"; sleep 1; done
`;

test('a person sees what was built, reads why a step ran again, and where a build failed', async ({
  ownApp: app,
  ownDesktop: { docker },
  folder,
  page,
}) => {
  const { builds, removal } = app;
  const context = join(folder, 'context');
  await writeContext(context, { Dockerfile: DOCKERFILE, 'package.json': '{}', 'src/x.ts': 'one' });

  await test.step('a build of the command line appears by itself', async () => {
    await app.goTo('Builds');
    await expect(builds.main).toContainText('docker build -t my-image .');
    await docker.text`build -t story-web:1 ${context}`;
    await expect(builds.row('story-web:1')).toContainText(/Done.*0 of 7/);
  });

  await test.step('after one file changed, the steps that ran again say why', async () => {
    await writeContext(context, { 'src/x.ts': 'two' });
    await docker.text`build -t story-web:2 ${context}`;
    await builds.open('story-web:2');
    await expect(builds.step('COPY package.json')).toContainText('From the cache');
    await expect(builds.step('COPY --from=tools')).toContainText('From the cache');
    await expect(builds.step('COPY src')).toContainText('Ran because src/x.ts changed');
    await expect(builds.step('RUN echo "building')).toContainText('Ran because line 7 ran again');
    await expect(builds.build.getByRole('region', { name: 'Stage tools' })).toContainText('RUN echo made');
  });

  await test.step('a step shows what it printed, its line, and the image after it', async () => {
    await builds.step('RUN echo "building').getByRole('button').click();
    await expect(builds.output).toContainText('building two');
    await builds.dockerfile.getByRole('button', { name: 'Line 7, step 6' }).click();
    await expect(builds.output).toContainText('Output of step 6');
    await page.reload();
    await expect(builds.output).toContainText('Output of step 6');
    await builds.step('COPY src').getByRole('link').click();
    await expect(app.image.main).toContainText('COPY src /app/src');
  });

  await test.step('a failed build shows its error inside the Dockerfile', async () => {
    await writeContext(context, { Dockerfile: FAILING });
    expect((await docker`build -t story-bad ${context}`).code).not.toBe(0);
    await app.goTo('Builds');
    await expect(builds.row('story-bad')).toContainText('returned a non-zero code: 7');
    await builds.open('story-bad');
    await expect(builds.dockerfile.getByRole('alert')).toContainText('returned a non-zero code: 7');
    await expect(builds.dockerfile.locator('[aria-current=location]')).toHaveText([/^2RUN/, /^3\s+exit 7/]);
    await expect(builds.output).toContainText('about to check');
    await expect(builds.step('CMD')).toContainText('Not reached');
  });

  await test.step('one that cannot be read points at the word', async () => {
    await writeContext(context, { Dockerfile: 'FROM gantry/starter\n\nCPOY a b\n' });
    expect((await docker`build -t story-typo ${context}`).code).not.toBe(0);
    await app.goTo('Builds');
    await builds.open('story-typo');
    await expect(builds.dockerfile.getByRole('alert')).toContainText('unknown instruction: CPOY');
    await expect(builds.dockerfile.locator('[aria-current=location]')).toHaveText(/^3CPOY a b/);
  });

  await test.step('a running one is followed and cancelled', async () => {
    await writeContext(context, { Dockerfile: ENDLESS });
    await app.goTo('Builds');
    const building = docker`build -t story-endless ${context}`;
    await builds.open('story-endless');
    await expect(builds.output).toContainText('round 2');
    await builds.build.getByRole('button', { name: 'Cancel' }).click();
    await expect(builds.build).toContainText('Cancelled');
    expect((await building).code).not.toBe(0);
  });

  await test.step('records go, each named before', async () => {
    await app.goTo('Builds');
    await builds.main.getByRole('radio', { name: 'Done' }).click();
    await builds.main.getByRole('checkbox', { name: 'Select all' }).click();
    await builds.main.getByRole('toolbar').getByRole('button', { name: 'Remove' }).click();
    await expect(removal.items).toContainText(['story-web:2', 'story-web:1']);
    await removal.confirm();
    await expect(builds.main).toContainText('No build matches');
    await builds.main.getByRole('button', { name: 'Show all builds' }).click();
    await expect(builds.row('story-bad')).toBeVisible();
  });
});

test('a person has a Dockerfile proposed, mends it, builds it, and sees its stages', async ({
  ownApp: app,
  folder,
}) => {
  const { builds } = app;
  const { start, folders, starter, editor } = builds;
  await writeContext(folder, { 'shop/index.html': '<p>shop', 'shop/.env': 'KEY=1', token: 'hush' });
  const ours = (path: string) => readFile(join(folder, 'shop', path), 'utf8');

  await test.step('a folder without a Dockerfile gets one proposed, and nothing is written before', async () => {
    await app.goTo('Builds');
    await builds.main.getByRole('button', { name: 'Start a build' }).click();
    await start.getByRole('combobox', { name: 'Folder' }).fill(folder);
    await start.getByRole('button', { name: 'Choose…' }).click();
    await folders.getByRole('button', { name: 'shop', exact: true }).click();
    await expect(folders.getByRole('textbox', { name: 'Path' })).toHaveValue(/shop$/);
    await folders.getByRole('button', { name: 'Choose this folder' }).click();
    await start.getByRole('button', { name: 'Propose one' }).click();
    await expect(starter).toContainText('Since index.html is there.');
    await expect(starter.getByRole('region', { name: 'Proposed Dockerfile' })).toContainText(
      'FROM nginx:1-alpine',
    );
    await expect(ours('Dockerfile')).rejects.toThrow('ENOENT');
    await starter.getByRole('button', { name: 'Write Dockerfile and .dockerignore' }).click();
    await expect(editor.text).toContainText('COPY . /usr/share/nginx/html');
    expect(await ours('.dockerignore')).toContain('.env*');
  });

  await test.step('the editor says what the engine thinks of each line', async () => {
    await expect(editor.problems).toContainText('Nothing to say about it.');
    await editor.write(STAGED.replace('COPY', 'CPOY'));
    await expect(editor.problems.getByRole('button', { name: /unknown instruction: CPOY/ })).toBeVisible();
    await editor.write(STAGED);
    await expect(editor.problems.getByRole('button')).toHaveText([/Line 7.*MaintainerDeprecated/]);
    await writeContext(folder, { 'shop/Dockerfile': 'FROM gantry/starter\n' });
    await editor.press('Save');
    await app.page.getByRole('dialog').getByRole('button', { name: 'Overwrite' }).click();
    await expect.poll(() => ours('Dockerfile')).toBe(STAGED);
  });

  await test.step('it is built with an argument and a secret, and leads to its page at once', async () => {
    await editor.press('Build…');
    await expect(start.getByRole('status', { name: 'The Dockerfile' })).toContainText('Line 7');
    await start.getByRole('textbox', { name: 'GREETING' }).fill('good evening');
    await start.getByRole('textbox', { name: 'Secret key' }).fill(join(folder, 'token'));
    await start.getByRole('button', { name: 'Build', exact: true }).click();
    await expect(builds.build).toContainText('Done');
    await expect(builds.output).toContainText('good evening, 4 letters');
    await expect(builds.dockerfile.getByRole('note')).toContainText('MaintainerDeprecated');
    await expect(builds.step('COPY . /srv').getByRole('link')).toBeVisible();
  });

  await test.step('the graph shows which stage waits for which, and a step of it its output', async () => {
    await builds.build.getByRole('radio', { name: 'Graph' }).click();
    await builds.graph.getByRole('button', { name: /COPY . .srv, Done/ }).click();
    await expect(builds.output).toContainText('Nothing was printed.');
    await builds.graph.getByRole('button', { name: /echo .*Done/ }).click();
    await expect(builds.output).toContainText('good evening');
  });
});
