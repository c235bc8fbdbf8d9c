import type { StarterKind } from '../../../bridge/host-types.ts';

const KIND_TITLES: Readonly<Record<StarterKind, string>> = {
  node: 'Node.js',
  spa: 'A page built with Node.js',
  python: 'Python',
  go: 'Go',
  java: 'Java',
  rust: 'Rust',
  static: 'Static pages',
};

export const KINDS = (Object.keys(KIND_TITLES) as readonly StarterKind[]).map((value) => ({
  value,
  title: KIND_TITLES[value],
}));
