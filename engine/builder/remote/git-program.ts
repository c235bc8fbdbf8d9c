import { fault, GantryError } from '../../base/errors.ts';
import { ProgramError, programEnv, run } from '../../process/run.ts';
import { withoutLogin } from './git-address.ts';

/** How long one command may take; a transfer that stands still is given up sooner. */
const LIMIT_MS = 15 * 60_000;

/** What no repository may change: nothing of it runs here, nothing is asked of anybody, no file of this machine is fetched. */
const CAREFUL = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'advice.detachedHead=false',
  'gc.auto=0',
  'http.lowSpeedLimit=1',
  'http.lowSpeedTime=60',
  'submodule.fetchJobs=4',
  'init.defaultBranch=main',
].flatMap((setting) => ['-c', setting]);

const PASSED_ON = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'SSL_CERT_FILE', 'GIT_SSL_CAINFO'];

/** Runs git and answers what it printed. Throws `unavailable` where git is missing, `invalid` with git's words. */
export async function git(
  args: readonly string[],
  options: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<string> {
  const proxies = PASSED_ON.flatMap((name) => [name, name.toLowerCase()]).flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const env = programEnv({
    ...Object.fromEntries(proxies),
    HOME: options.cwd,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
    GIT_ALLOW_PROTOCOL: 'http:https:git:ssh',
    GIT_LFS_SKIP_SMUDGE: '1',
  });
  try {
    const { stdout } = await run('git', [...CAREFUL, ...args], { ...options, env, timeoutMs: LIMIT_MS });
    return stdout.trim();
  } catch (error) {
    if (error instanceof ProgramError) throw fault('invalid', complaintOf(error), error);
    if (error instanceof GantryError && error.kind === 'unavailable' && /not installed/.test(error.message)) {
      throw fault('unavailable', 'git is not installed here: install it, or send the context itself', error);
    }
    throw error;
  }
}

function complaintOf({ stderr, message }: ProgramError): string {
  const lines = stderr.split('\n').filter((line) => /^(fatal|error|ssh|git@)/.test(line));
  const said = (lines[0] ?? stderr.trim().split('\n').at(-1) ?? message).replace(/^(fatal|error): /, '');
  return said.replace(/[a-z+]+:\/\/[^\s'"]+/gi, withoutLogin);
}
