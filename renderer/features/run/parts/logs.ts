import { parseBytes } from '../byte-size.ts';
import type { LogDriver } from '../run-form.ts';
import type { Part } from './part.ts';

const DRIVERS: readonly LogDriver[] = ['json-file', 'local', 'none'];

export const logs: Part = {
  take({ host }, form) {
    const { Type = '', Config: config } = host.LogConfig ?? {};
    const driver = DRIVERS.find((name) => name === Type);
    const { 'max-size': size = '', 'max-file': files = '', ...others } = config ?? {};
    if (driver === undefined || Object.keys(others).length > 0) return;
    form.logDriver = driver;
    form.logSize = size;
    form.logFiles = files;
    delete host.LogConfig;
  },
  put({ logDriver, logSize, logFiles }, { host }) {
    if (logDriver === '' && logSize === '' && logFiles === '') return;
    const carried = host.LogConfig;
    const stays = logDriver === '' || logDriver === carried?.Type;
    host.LogConfig = {
      Type: logDriver || carried?.Type || 'json-file',
      Config: {
        ...(stays && carried?.Config),
        ...(logSize !== '' && { 'max-size': logSize.replace(/\s/g, '') }),
        ...(logFiles !== '' && { 'max-file': logFiles }),
      },
    };
  },
  check({ logDriver, logSize, logFiles }) {
    const isNone = logDriver === 'none';
    return {
      ...(logSize !== '' && !parseBytes(logSize) && { logSize: 'A number with k, m or g, such as 10m.' }),
      ...(isNone && logSize !== '' && { logSize: 'Without a log there is nothing to limit.' }),
      ...(logFiles !== '' && !/^[1-9]\d{0,3}$/.test(logFiles) && { logFiles: 'A whole number above zero.' }),
      ...(isNone && logFiles !== '' && { logFiles: 'Without a log there are no files.' }),
      ...(!isNone &&
        Number(logFiles) > 1 &&
        logSize === '' && { logSize: 'Several files need a size for each.' }),
    };
  },
};
