import type { RestartName } from '../run-form.ts';
import type { Part } from './part.ts';

const NAMES: readonly RestartName[] = ['no', 'on-failure', 'always', 'unless-stopped'];

/** What stops it, and what starts it again. */
export const end: Part = {
  take({ config, host }, form) {
    const { Name = '', MaximumRetryCount: most = 0 } = host.RestartPolicy ?? {};
    form.restart = NAMES.find((name) => name === Name) ?? 'no';
    form.retries = most > 0 ? String(most) : '';
    delete host.RestartPolicy;
    form.stopSignal = config.StopSignal ?? '';
    form.stopTimeout = typeof config.StopTimeout === 'number' ? String(config.StopTimeout) : '';
    delete config.StopSignal;
    delete config.StopTimeout;
  },
  put(form, { config, host }) {
    if (form.restart !== 'no') {
      host.RestartPolicy = {
        Name: form.restart,
        ...(form.restart === 'on-failure' &&
          Number(form.retries) > 0 && { MaximumRetryCount: Number(form.retries) }),
      };
    }
    if (form.stopSignal !== '') config.StopSignal = form.stopSignal;
    if (form.stopTimeout !== '' && !Number.isNaN(Number(form.stopTimeout)))
      config.StopTimeout = Number(form.stopTimeout);
  },
  check(form) {
    return {
      ...(form.autoRemove &&
        form.restart !== 'no' && { restart: 'A container that is removed when it ends cannot restart.' }),
      ...(form.restart === 'on-failure' &&
        form.retries !== '' &&
        !/^[1-9]\d{0,5}$/.test(form.retries) && { retries: 'A whole number above zero.' }),
      ...(form.stopSignal !== '' &&
        !/^(?:SIG)?[A-Z0-9+-]+$/i.test(form.stopSignal) && { stopSignal: 'A signal, such as SIGINT or 2.' }),
      ...(form.stopTimeout !== '' &&
        !/^(-1|\d{1,7})$/.test(form.stopTimeout) && { stopTimeout: 'Seconds; -1 to wait for ever.' }),
    };
  },
};
