import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instruction } from './instruction.ts';
import { parseDockerfile } from './parse-dockerfile.ts';
import { readInstruction } from './read-instruction.ts';
import { SyntaxFault } from './syntax-fault.ts';

function read(line: string): Instruction {
  const [node] = parseDockerfile(line).nodes;
  if (node === undefined) throw new Error('no instruction');
  return readInstruction(node);
}

describe('readInstruction', () => {
  it.each<[string, object]>([
    [
      'FROM --platform=linux/arm64 base AS Builder',
      { kind: 'from', name: 'builder', platform: 'linux/arm64' },
    ],
    ['ARG A B=1', { kind: 'arg', pairs: [{ name: { text: 'A' } }, { value: { text: '1' } }] }],
    ['ENV A=1 B="2 3"', { kind: 'env', pairs: [{ value: { text: '1' } }, { value: { text: '"2 3"' } }] }],
    ['ENV A 1 2', { kind: 'env', pairs: [{ name: { text: 'A' }, value: { text: '1 2' } }] }],
    ['RUN echo hi', { kind: 'run', command: { form: 'shell', text: 'echo hi' }, network: 'default' }],
    ['RUN ["a", "b"]', { kind: 'run', command: { form: 'exec', args: ['a', 'b'] } }],
    [
      'RUN --mount=type=cache,target=/c,sharing=locked --mount=type=secret,id=s x',
      {
        mounts: [
          { type: 'cache', id: '/c', sharing: 'locked' },
          { type: 'secret', target: '/run/secrets/s' },
        ],
      },
    ],
    ['RUN --mount=type=tmpfs,target=/t,size=2m x', { mounts: [{ type: 'tmpfs', size: 2 * 1024 ** 2 }] }],
    [
      'RUN --mount=type=cache,target=$A,mode=$M,uid=$U x',
      { mounts: [{ target: '$A', mode: 0o755, uid: 0 }] },
    ],
    [
      'RUN --mount=type=ssh --mount=type=secret,env=TOKEN,id=t,required x',
      {
        mounts: [
          { type: 'ssh', id: 'default', required: false, mode: 0o600 },
          { type: 'secret', id: 't', env: 'TOKEN', target: undefined, required: true },
        ],
      },
    ],
    ['RUN --network=none --security=insecure x', { network: 'none', security: 'insecure' }],
    ['ADD --keep-git-dir --unpack=false u /', { keepGitDir: true, unpack: false }],
    ['COPY --parents --chmod=u=rwX,go=rX a/./b /', { parents: true, chmod: 'u=rwX,go=rX' }],
    ['MAINTAINER me <me@host>', { kind: 'maintainer', value: { text: 'me <me@host>' } }],
    ['STOPSIGNAL SIGTERM', { kind: 'stopsignal' }],
    ['RUN --mount=from=base,dst=/b,rw x', { mounts: [{ type: 'bind', from: 'base', readWrite: true }] }],
    ['COPY --from=0 --chown=1:2 --link a b /c/', { kind: 'copy', from: '0', chown: '1:2', link: true }],
    ['COPY --exclude=*.md --exclude=x . .', { exclude: [{ text: '*.md' }, { text: 'x' }] }],
    ['ADD --checksum=sha256:x u /', { kind: 'add', checksum: 'sha256:x' }],
    ['CMD []', { kind: 'cmd', command: { form: 'exec', args: [] } }],
    ['HEALTHCHECK NONE', { check: { Test: ['NONE'] } }],
    [
      'HEALTHCHECK --interval=1m30s --retries=2 CMD curl x',
      { check: { Test: ['CMD-SHELL', 'curl x'], Interval: 90e9, Retries: 2 } },
    ],
    ['SHELL ["bash", "-c"]', { kind: 'shell', args: ['bash', '-c'] }],
    ['ONBUILD  RUN make', { kind: 'onbuild', trigger: 'RUN make' }],
  ])('%s', (line, instruction) => {
    expect(read(line)).toMatchObject(instruction);
  });

  it.each([
    ['RUNN x', 'unknown instruction: RUNN (did you mean run?)'],
    ['FRMO x', 'unknown instruction: FRMO (did you mean from?)'],
    ['NONSENSE x', 'unknown instruction: NONSENSE'],
    ['FROM a b', 'FROM requires either one or three arguments'],
    ['FROM a AS 1x', 'invalid name for build stage: "1x"'],
    ['COPY a', 'COPY requires at least two arguments, but only one was provided'],
    ['COPY --form=x a b', 'unknown flag: --form'],
    ['COPY --from a b', 'missing a value on flag: --from'],
    ['COPY --from=a --from=b x y', 'duplicate flag specified: from'],
    ['COPY --link=maybe a b', 'expecting boolean value for flag link, not: maybe'],
    ['WORKDIR', 'WORKDIR requires exactly one argument'],
    ['EXPOSE', 'EXPOSE requires at least one argument'],
    ['ARG =x', 'ARG names can not be blank'],
    ['ENV =x', 'ENV names can not be blank'],
    ['SHELL bash', 'SHELL requires the arguments to be in JSON form'],
    ['HEALTHCHECK CONNECT x', 'Unknown type "CONNECT" in HEALTHCHECK (try CMD)'],
    ['HEALTHCHECK --interval=5 CMD x', 'invalid duration "5"'],
    ['HEALTHCHECK --timeout=1us CMD x', 'cannot be less than 1ms'],
    ['ONBUILD ONBUILD RUN x', "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"],
    ['ONBUILD FROM x', "FROM isn't allowed as an ONBUILD trigger"],
    ['ONBUILD NOPE x', 'unknown instruction: NOPE'],
    ['RUN --mount=type=disk,target=/x y', 'unsupported mount type "disk"'],
    ['RUN --mount=type=tmpfs y', 'tmpfs mount needs a target'],
    ['RUN --mount=type=cache,target=/x,colour=red y', "unexpected key 'colour'"],
    ['RUN --mount=type=cache,target=/x,mode=9 y', 'invalid value 9 for mode'],
    ['RUN --network=bridge y', 'unsupported network mode "bridge"'],
  ])('refuses %s', (line, reason) => {
    expect(() => read(line)).toThrow(reason);
  });

  it('understands or refuses whatever it is given', () => {
    const words = fc.constantFrom(
      'FROM',
      'RUN',
      'COPY',
      'HEALTHCHECK',
      'ONBUILD',
      'ARG',
      'ENV',
      'a',
      '=',
      ' ',
      '--mount=',
      '--from=',
      'type=cache',
      ',',
      '"',
      '[',
      ']',
      'CMD',
      'NONE',
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 15 }), (parts) => {
        expect(outcomeOf(parts.join(''))).toMatch(/^(understood|refused)$/);
      }),
      { numRuns: 2000 },
    );
  });
});

function outcomeOf(line: string): string {
  let nodes: ReturnType<typeof parseDockerfile>['nodes'];
  try {
    nodes = parseDockerfile(line).nodes;
  } catch {
    return 'refused';
  }
  try {
    nodes.map(readInstruction);
    return 'understood';
  } catch (error) {
    return error instanceof SyntaxFault ? 'refused' : String(error);
  }
}
