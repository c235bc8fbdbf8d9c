import type { FieldPath } from '../../model/place.ts';
import { type Node, type Scalar, type ScalarNode, scalar } from '../tree/node.ts';
import { bytesOf } from '../units/bytes.ts';
import { durationText, parseDuration } from '../units/duration.ts';
import { wrong } from './context.ts';

/** Text of a scalar as Go prints it; null is empty. */
export function asText(node: ScalarNode): string {
  return node.value === null ? '' : (node.exact ?? String(node.value));
}

type Cast = (node: ScalarNode, path: FieldPath) => Scalar;

const YES = new Set(['1', 't', 'true', 'y', 'yes', 'on']);
const NO = new Set(['0', 'f', 'false', 'n', 'no', 'off']);

const toBoolean: Cast = (node, path) => {
  if (typeof node.value === 'boolean') return node.value;
  const word = asText(node).toLowerCase();
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  throw wrong(node, path, `"${asText(node)}" is neither true nor false`);
};

const toInteger: Cast = (node, path) => {
  const value = toNumber(node, path);
  if (!Number.isSafeInteger(value)) throw wrong(node, path, `"${asText(node)}" is not a whole number`);
  return value;
};

function toNumber(node: ScalarNode, path: FieldPath): number {
  if (typeof node.value === 'number') return node.value;
  const text = asText(node);
  const digits = /^[-+]?0[0-7]+$/.test(text) ? text.replace(/0(?=[0-7]+$)/, '0o') : text;
  const value = digits.includes('0o') ? octal(digits) : Number(digits);
  if (digits.trim() === '' || !Number.isFinite(value)) throw wrong(node, path, `"${text}" is not a number`);
  return value;
}

function octal(text: string): number {
  const [, sign, digits = ''] = /^([-+]?)0o([0-7]+)$/.exec(text) ?? [];
  return Number.parseInt(digits, 8) * (sign === '-' ? -1 : 1);
}

const toBytes: Cast = (node, path) => {
  const value = typeof node.value === 'number' ? node.value : bytesOf(asText(node));
  if (value === undefined || !Number.isSafeInteger(value)) {
    throw wrong(node, path, `"${asText(node)}" is not a size: write bytes, or a number with b, k, m or g`);
  }
  return value;
};

const toDuration: Cast = (node, path) => {
  const value = parseDuration(asText(node));
  if (value === undefined) throw wrong(node, path, `"${asText(node)}" is not a duration such as 1m30s`);
  return durationText(value);
};

const toMicroseconds: Cast = (node, path) => {
  const duration =
    typeof node.value === 'string' && /[a-zµμ]$/.test(node.value) ? parseDuration(node.value) : undefined;
  return duration === undefined ? toInteger(node, path) : Math.round(duration / 1000);
};

const toCount: Cast = (node, path) => (node.value === 'all' ? -1 : toInteger(node, path));

/** The forms of single values. */
const CASTS: Readonly<Record<string, Cast>> = {
  boolean: toBoolean,
  integer: toInteger,
  number: toNumber,
  bytes: toBytes,
  duration: toDuration,
  microseconds: toMicroseconds,
  count: toCount,
  text: asText,
};

/** Casts a scalar; anything else is left to the schema. */
export function cast(form: string, node: Node, path: FieldPath): Node {
  const to = CASTS[form];
  return to && node.kind === 'scalar' && node.value !== null ? scalar(to(node, path), node) : node;
}
