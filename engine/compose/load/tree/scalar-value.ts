import type { Scalar } from './node.ts';

/**
 * What a plain (unquoted) scalar means. Compose files are read as Go's YAML reads them: YAML 1.2, except that whole
 * numbers with a leading zero are octal (`mode: 0440`), and `yes` or `on` are text.
 */
export function plainScalar(source: string): { readonly value: Scalar; readonly exact?: string } {
  if (/^(?:~|null|Null|NULL|)$/.test(source)) return { value: null };
  if (/^(?:true|True|TRUE)$/.test(source)) return { value: true };
  if (/^(?:false|False|FALSE)$/.test(source)) return { value: false };
  const whole = wholeNumber(source.replaceAll('_', ''));
  if (whole !== undefined && /^[-+]?\d/.test(source)) {
    const value = Number(whole);
    return Number.isSafeInteger(value) ? { value } : { value, exact: String(whole) };
  }
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(source)) {
    const value = Number(source);
    if (Number.isFinite(value)) return { value };
  }
  return { value: source };
}

function wholeNumber(text: string): bigint | undefined {
  const [, sign, digits = ''] = /^([-+]?)(\w+)$/.exec(text) ?? [];
  if (!/^(?:0|[1-9]\d*|0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+)$/.test(digits)) return undefined;
  const octal = /^0[oO]?([0-7]+)$/.exec(digits)?.[1];
  const value = BigInt(octal === undefined ? digits : `0o${octal}`);
  return sign === '-' ? -value : value;
}
