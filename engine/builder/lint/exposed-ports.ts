import type { LintInput } from './lint-input.ts';
import { type LintWarning, warningAt } from './lint-warning.ts';

/** ExposeProtoCasing, ExposeInvalidFormat. */
export function exposeWarnings({ stages }: LintInput): LintWarning[] {
  return stages
    .flatMap(({ instructions }) => instructions)
    .flatMap((one) => {
      if (one.kind !== 'expose') return [];
      return one.values.flatMap((word) => {
        const found: LintWarning[] = [];
        const [ports = '', protocol = ''] = word.text.split('/');
        if (!word.text.includes('$') && ports.includes(':')) {
          const message = `EXPOSE instruction should not define an IP address or host-port mapping, found '${word.text}'`;
          found.push(warningAt(one.node, 'ExposeInvalidFormat', message, word));
        }
        if (!protocol.includes('$') && protocol !== protocol.toLowerCase()) {
          const message = `Defined protocol '${word.text}' in EXPOSE instruction should be lowercase`;
          found.push(warningAt(one.node, 'ExposeProtoCasing', message, word));
        }
        return found;
      });
    });
}
