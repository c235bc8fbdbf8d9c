import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IgnorePatterns } from '../ignore/ignore-patterns.ts';
import { readCheckSettings } from './check-directive.ts';
import { checkDockerfile } from './check-dockerfile.ts';

const PLATFORM = new Map([
  ['TARGETPLATFORM', 'linux/amd64'],
  ['BUILDPLATFORM', 'linux/amd64'],
]);

/** As if `known` were the only image here. */
const checked = (text: string) =>
  checkDockerfile(text, async () => ({
    platformArgs: PLATFORM,
    baseOf: (name) =>
      name === 'known' || name === 'known:1' ? { env: ['HOME_OF=/x'], hasShell: false } : undefined,
    ignored: new IgnorePatterns(['tmp', '*.log', '!keep.log']),
  }));

/** `Check line:column [what it marks] message`. */
async function told(text: string): Promise<readonly string[]> {
  const { problems } = await checked(text);
  return problems.map(
    ({ severity, check, line, column, from, to, message }) =>
      `${check ?? severity} ${line}:${column} [${text.slice(from, to)}] ${message}`,
  );
}

describe('the build checks', () => {
  it.each([
    ['FROM scratch AS Base\n', "StageNameCasing 1:17 [Base] Stage name 'Base' should be lowercase"],
    ['FROM scratch as base\n', "FromAsCasing 1:14 [as] 'as' and 'FROM' keywords' casing do not match"],
    ['FROM known\nRUN a \\\n\n  b\n', 'NoEmptyContinuation 2:1 [RUN a \\] Empty continuation line'],
    [
      'FROM known\nWORKDIR /\nrun a\n',
      "ConsistentInstructionCasing 3:1 [run] Command 'run' should match the case of the command majority (uppercase)",
    ],
    [
      'from known\nrun a\nCmD ["a"]\n',
      "ConsistentInstructionCasing 3:1 [CmD] Command 'CmD' should match the case of the command majority (lowercase)",
    ],
    [
      'FROM known AS a\nFROM known AS a\n',
      'DuplicateStageName 2:15 [a] Duplicate stage name "a", stage names should be unique',
    ],
    [
      'FROM known AS scratch\n',
      'ReservedStageName 1:15 [scratch] Stage name should not use the same name as reserved stage "scratch"',
    ],
    [
      'FROM known\nCMD echo\n',
      'JSONArgsRecommended 2:1 [CMD] JSON arguments recommended for CMD to prevent unintended behavior related to OS signals',
    ],
    [
      'FROM known\nMAINTAINER me\n',
      'MaintainerDeprecated 2:1 [MAINTAINER] Maintainer instruction is deprecated in favor of using label',
    ],
    [
      'ARG VERSION=1\nFROM known:${VERSON}\n',
      "UndefinedArgInFrom 2:6 [known:${VERSON}] FROM argument 'VERSON' is not declared (did you mean VERSION?)",
    ],
    [
      'FROM known\nWORKDIR app\nWORKDIR sub\n',
      'WorkdirRelativePath 2:9 [app] Relative workdir "app" can have unexpected results if the base image changes',
    ],
    [
      'FROM known\nARG FOO\nCOPY $FO .\n',
      "UndefinedVar 3:6 [$FO] Usage of undefined variable '$FO' (did you mean $FOO?)",
    ],
    ['FROM scratch\nUSER ${WHO}\n', "UndefinedVar 2:6 [${WHO}] Usage of undefined variable '$WHO'"],
    [
      'FROM known\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n',
      'MultipleInstructionsDisallowed 2:1 [ENTRYPOINT] Multiple ENTRYPOINT instructions should not be used in the same stage because only the last one will be used',
    ],
    [
      'FROM known\nENV A b c\n',
      'LegacyKeyValueFormat 2:1 [ENV] "ENV key=value" should be used instead of legacy "ENV key value" format',
    ],
    [
      'FROM --platform=$TARGETPLATFORM known\n',
      'RedundantTargetPlatform 1:6 [--platform=$TARGETPLATFORM] Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior',
    ],
    [
      'FROM known\nARG GITHUB_TOKEN\n',
      'SecretsUsedInArgOrEnv 2:5 [GITHUB_TOKEN] Do not use ARG or ENV instructions for sensitive data (ARG "GITHUB_TOKEN")',
    ],
    [
      'ARG TAG\nFROM known:$TAG\n',
      'InvalidDefaultArgInFrom 2:6 [known:$TAG] Default value for ARG known:$TAG results in empty or invalid base image name',
    ],
    [
      'FROM --platform=linux/arm64 known\n',
      'FromPlatformFlagConstDisallowed 1:6 [--platform=linux/arm64] FROM --platform flag should not use constant value "linux/arm64"',
    ],
    [
      'FROM known\nCOPY a ./tmp/x /to/\n',
      'CopyIgnoredFile 2:8 [./tmp/x] Attempting to Copy file "./tmp/x" that is excluded by .dockerignore',
    ],
    [
      '# check=experimental=all\n# the base\nFROM known AS base\n',
      'InvalidDefinitionDescription 3:1 [FROM] Comment for FROM should follow the format: `# base <description>`',
    ],
    [
      'FROM known\nEXPOSE 80/TcP\n',
      "ExposeProtoCasing 2:8 [80/TcP] Defined protocol '80/TcP' in EXPOSE instruction should be lowercase",
    ],
    [
      'FROM known\nEXPOSE 127.0.0.1:80:80\n',
      "ExposeInvalidFormat 2:8 [127.0.0.1:80:80] EXPOSE instruction should not define an IP address or host-port mapping, found '127.0.0.1:80:80'",
    ],
  ])('%j', async (text, warning) => {
    expect(await told(text)).toEqual([warning]);
  });

  it.each([
    ['lower case throughout', 'from known as base\nrun a\n'],
    ['a shell of its own', 'FROM known\nSHELL ["/bin/bash", "-c"]\nCMD echo\n'],
    ['a stage for one architecture', 'FROM --platform=linux/arm64 known AS arm64\n'],
    ['the build platform', 'FROM --platform=$BUILDPLATFORM known\n'],
    ['a default in the line', 'FROM known:${TAG:-1}\n'],
    ['a public key', 'FROM known\nARG PUBLIC_KEY\n'],
    [
      'variables of the base image, of ENV, ARG and the proxies',
      'FROM known\nENV A=$HOME_OF\nARG B=$A\nUSER $B$HTTP_PROXY$PATH\n',
    ],
    ['variables with a word for their absence', 'FROM scratch\nUSER ${WHO:-me}\n'],
    ['variables of an image that is not here', 'FROM elsewhere\nARG NAME\nWORKDIR $HOME/$GIVEN_BY_IT\n'],
    ['commands of different stages', 'FROM known\nCMD ["a"]\nFROM known\nCMD ["b"]\n'],
    [
      'a stage that goes on from one with an absolute folder',
      'FROM known AS a\nWORKDIR /a\nFROM a\nWORKDIR b\n',
    ],
    ['exceptions of the ignore file', 'FROM known\nCOPY keep.log /\nCOPY --from=known tmp /\n'],
    ['a description by name', '# check=experimental=all\n# base what it is\nFROM known AS base\n'],
    ['what is skipped by name', '# check=skip=JSONArgsRecommended\nFROM known\nCMD a\n'],
    ['everything skipped', '# check=skip=all\nfrom known AS B\nCMD a\n'],
  ])('has no word against %s', async (_case, text) => {
    expect(await told(text)).toEqual([]);
  });

  it('tells all that is wrong, with the warnings, in the order of the file', async () => {
    expect(await told('FROM known AS A\r\nCOYP a b\r\nWORKDIR\r\nCMD x')).toEqual([
      "StageNameCasing 1:15 [A] Stage name 'A' should be lowercase",
      'error 2:1 [COYP a b] unknown instruction: COYP (did you mean copy?)',
      'error 3:1 [WORKDIR] WORKDIR requires exactly one argument',
      'JSONArgsRecommended 4:1 [CMD] JSON arguments recommended for CMD to prevent unintended behavior related to OS signals',
    ]);
  });

  it('does not blame the file for what the build argument says', async () => {
    const facts = async () => ({ platformArgs: PLATFORM, baseOf: () => undefined, ignored: undefined });
    await expect(checkDockerfile('# check=skip=all\nFROM known\n', facts, 'skp=all')).rejects.toMatchObject({
      kind: 'invalid',
      message: 'BUILDKIT_DOCKERFILE_CHECK: invalid check option "skp=all": use skip, error or experimental',
    });
  });

  it('tells of a file that cannot be taken apart, and of a directive that cannot be obeyed', async () => {
    expect(await told('\ufeffFROM known\nRUN <<EOF\na\n')).toEqual([
      'error 2:1 [RUN <<EOF] unterminated heredoc: EOF is missing at the end',
    ]);
    expect(await told('# check=skp=all\nFROM known\n')).toEqual([
      'error 1:1 [# check=skp=all] invalid check option "skp=all": use skip, error or experimental',
    ]);
  });

  it('names the stages and arguments that a build can be asked for', async () => {
    expect(await checked('ARG TAG=1\nFROM known:$TAG AS base\nARG TAG\nARG MODE\nFROM base\n')).toMatchObject(
      {
        stages: [
          { index: 0, name: 'base', from: 'known:$TAG' },
          { index: 1, from: 'base' },
        ],
        args: [{ name: 'TAG', default: '1' }, { name: 'MODE' }],
      },
    );
  });

  it('has an answer for any text, with places that lie in it', async () => {
    const line = fc.constantFrom(
      'FROM known AS x',
      'from a AS $B',
      'RUN a \\',
      '',
      '# note',
      'COPY <<E /x',
      'E',
      'ENV A',
      'ARG $',
      'ONBUILD CMD x',
      'EXPOSE 1:2:3/U',
      'WORKDIR ${',
      'ADD --chmod=9 tmp .',
    );
    const text = fc.array(fc.oneof(line, fc.string()), { maxLength: 12 }).map((lines) => lines.join('\n'));
    await fc.assert(
      fc.asyncProperty(text, async (source) => {
        const { problems } = await checked(source);
        for (const { from, to, message } of problems) {
          expect(message).not.toBe('');
          expect(from).toBeLessThanOrEqual(to);
          expect(to).toBeLessThanOrEqual(source.length);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the check directive', () => {
  it('reads which checks run, and whether a warning ends the build', () => {
    const settings = readCheckSettings('skip=UndefinedVar,StageNameCasing;error=true');
    expect(['UndefinedVar', 'StageNameCasing', 'FromAsCasing'].map((name) => settings.runs(name))).toEqual([
      false,
      false,
      true,
    ]);
    expect(settings.isError).toBe(true);
    expect(() => readCheckSettings('error=perhaps')).toThrow('use true or false');
  });
});
