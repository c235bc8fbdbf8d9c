import { describe, expect, it } from 'vitest';
import { dialectOf } from './dialect.ts';
import { startFault } from './wording.ts';

const runc = dialectOf('runc');
const crun = dialectOf('crun');
const CREATE = 'failed to create task for container: failed to create shim task: OCI runtime create failed: ';
const NOT_THERE =
  'unable to start container process: exec: "/no/such": stat /no/such: no such file or directory';

describe('startFault', () => {
  it('repeats what runc says', () => {
    const said = `runc create failed: ${NOT_THERE}\n`;
    const fault = startFault(runc, 'create', said, '/no/such');
    expect(fault.message).toBe(`${CREATE}runc create failed: ${NOT_THERE}: unknown`);
    expect(fault).toMatchObject({ exitCode: 127, kind: 'invalid' });
    expect(fault.cause).toEqual(new Error(`runc said: ${said.trim()}`));
  });

  it('gives what crun says the same words', () => {
    const missing = (command: string) =>
      startFault(
        crun,
        'create',
        `executable file \`${command}\` not found in $PATH: No such file or directory\n`,
        command,
      );
    expect(missing('/no/such').message).toBe(`${CREATE}runc create failed: ${NOT_THERE}: unknown`);
    expect(missing('nosuch').message).toBe(
      `${CREATE}runc create failed: unable to start container process: exec: "nosuch": executable file not found in $PATH: unknown`,
    );
    expect(missing('nosuch').exitCode).toBe(127);
  });

  it.each(['Permission denied', 'Operation not permitted'])('takes crun’s "%s" for 126', (reason) => {
    const fault = startFault(crun, 'exec', `open executable: ${reason}\n`, '/etc');
    expect(fault.exitCode).toBe(126);
    expect(fault.message).toBe(
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "/etc": permission denied: unknown',
    );
  });

  it('hints at a mount of a file on a folder', () => {
    const fault = startFault(runc, 'create', 'runc create failed: mount: not a directory', 'sh');
    expect(fault.exitCode).toBe(126);
    expect(fault.message).toContain('Are you trying to mount a directory onto a file (or vice-versa)?');
  });

  it('takes anything else for a failure of the machine', () => {
    const fault = startFault(crun, 'create', 'warning: x\ncgroups in hybrid mode not supported\n', 'sh');
    expect(fault).toMatchObject({ exitCode: 128, kind: 'system' });
    expect(fault.message).toBe(`${CREATE}cgroups in hybrid mode not supported: unknown`);
    expect(String(fault.cause)).toContain('warning: x');
  });
});
