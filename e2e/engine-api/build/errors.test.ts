import type { BuildRecord, BuildSummary } from '../../../engine/api/types/build.ts';
import { removeBuilt, writeContext } from '../../fixtures/build-folder.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

test.afterEach(({ docker }) => removeBuilt(docker));

/** An instruction, what is said of it, and how the line is shown. */
const CASES = [
  [
    'COPY *.nothing /x/',
    'COPY failed: no source files were specified',
    'Dockerfile:2\n  COPY *.nothing /x/\n  ^',
  ],
  [
    'COPY nothing /',
    'file not found in build context or excluded by .dockerignore: stat nothing',
    'Dockerfile:2\n',
  ],
  [
    'COPY ../../etc/passwd /x',
    'forbidden path outside the build context: ../../etc/passwd ()',
    'Dockerfile:2\n',
  ],
  ['BOGUS x', 'dockerfile parse error on line 2: unknown instruction: BOGUS\nBOGUS x\n^', ''],
  ['COPY a ../../no/b /x/', 'no/b', 'Dockerfile:2\n'],
  ['COPY --from=busybox /nothing /x', 'COPY failed: stat nothing: file does not exist', 'Dockerfile:2\n'],
  ['COPY --chmod=rwx a /x', "invalid chmod parameter: 'rwx'", 'Dockerfile:2\n'],
  ['COPY http://127.0.0.1/a /x', "source can't be a URL for COPY", 'Dockerfile:2\n'],
  ['ADD http://127.0.0.1:1/a /x', 'connect: connection refused', 'Dockerfile:2\n'],
  ['USER ${X:?must be given}', 'must be given', 'Dockerfile:2\n  USER ${X:?must be given}\n       ^'],
  ['RUN --security=insecure true', 'security.insecure is not allowed', 'Dockerfile:2\n'],
  [
    'COYP a /x',
    'dockerfile parse error on line 2: unknown instruction: COYP (did you mean copy?)\nCOYP a /x\n^',
    '',
  ],
  ['COPY --frm=x a /x', 'unknown flag: --frm\nCOPY --frm=x a /x\n     ^', ''],
  ['COPY --from=4 a /x', 'there is no stage of that number before this one\nCOPY --from=4 a /x\n     ^', ''],
] as const;

test('what is wrong with an instruction is said with its line shown', async ({ docker, folder }) => {
  await writeContext(folder, { a: 'a' });
  for (const [instruction, reason, shown] of CASES) {
    await writeContext(folder, { Dockerfile: `FROM busybox\n${instruction}\n` });
    const { code, stdout, stderr } = await docker`build ${folder}`;
    expect({ instruction, code, stdout, stderr }).toEqual({
      instruction,
      code: 1,
      stdout: expect.stringContaining(shown),
      stderr: expect.stringContaining(reason),
    });
  }
  expect(await docker.text`ps -aq`).toBe('');
});

test('what could be better is told with the build, and ends it when the file says so', async ({
  docker,
  http,
  folder,
}) => {
  const file = 'FROM busybox AS Base\nRUN true\nCMD echo hi\n';
  await writeContext(folder, { Dockerfile: file });
  expect(await docker.text`build -t story/warned ${folder}`).toContain(
    "[Warning] StageNameCasing: Stage name 'Base' should be lowercase (line 1)\n[Warning] JSONArgsRecommended",
  );
  const [newest] = (await http.get('/gantry/builds')).json<readonly BuildSummary[]>();
  const { warnings } = (await http.get(`/gantry/builds/${newest?.id}`)).json<BuildRecord>();
  expect(warnings).toMatchObject([
    { check: 'StageNameCasing', line: 1, column: 17, from: 16, to: 20 },
    { check: 'JSONArgsRecommended', line: 3 },
  ]);
  const body = { text: file };
  expect((await http.post('/gantry/dockerfile/check', { body })).json()).toEqual({
    problems: warnings,
    stages: [{ index: 0, name: 'base', from: 'busybox' }],
    args: [],
  });
  await writeContext(folder, { Dockerfile: `# check=error=true\n${file}` });
  const { code, stderr } = await docker`build ${folder}`;
  expect(code).toBe(1);
  expect(stderr).toContain('lint violation found for rules: JSONArgsRecommended, StageNameCasing');
});
