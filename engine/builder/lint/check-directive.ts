/** What `# check=skip=…;error=true;experimental=…` asks for. */
export interface CheckSettings {
  /** True for a check that is to be run. */
  runs(check: string): boolean;
  /** A warning keeps the build from being made. */
  readonly isError: boolean;
}

/** Checks that are asked for by name alone, as in Docker. */
const EXPERIMENTAL = new Set(['InvalidDefinitionDescription']);

/** Reads the value of a `check` directive, or of the build argument BUILDKIT_DOCKERFILE_CHECK. Throws an Error that says what is wrong. */
export function readCheckSettings(text: string | undefined): CheckSettings {
  const values = new Map<string, string>();
  for (const part of (text ?? '').split(';').filter((one) => one.trim() !== '')) {
    const [, key = '', value = ''] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
    if (!['skip', 'error', 'experimental'].includes(key.toLowerCase())) {
      throw new Error(`invalid check option ${JSON.stringify(part.trim())}: use skip, error or experimental`);
    }
    values.set(key.toLowerCase(), value);
  }
  const error = values.get('error')?.toLowerCase() ?? 'false';
  if (error !== 'true' && error !== 'false') {
    throw new Error(`invalid value for check option error: ${error}: use true or false`);
  }
  const skipped = namesIn(values.get('skip'));
  const wanted = namesIn(values.get('experimental'));
  return {
    runs: (check) => (EXPERIMENTAL.has(check) ? wanted(check) : !skipped(check)),
    isError: error === 'true',
  };
}

/** Whether a list of names holds one, or `all` of them. */
function namesIn(list: string | undefined): (name: string) => boolean {
  const names = new Set((list ?? '').split(',').map((name) => name.trim().toLowerCase()));
  return (name) => names.has('all') || names.has(name.toLowerCase());
}
