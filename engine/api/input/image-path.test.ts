import { describe, expect, it } from 'vitest';
import { namesInOnePiece } from './image-path.ts';

describe('image names in paths', () => {
  it.each([
    ['GET', '/images/localhost:5000/a/b:1/json', '/images/localhost:5000%2Fa%2Fb:1/json'],
    ['GET', '/images/a/b/history', '/images/a%2Fb/history'],
    ['GET', '/images/busybox/get', '/images/busybox/get'],
    ['GET', '/images/json', '/images/json'],
    ['GET', '/images/get', '/images/get'],
    ['GET', '/images/json/json', '/images/json/json'],
    ['POST', '/images/a/b/tag', '/images/a%2Fb/tag'],
    ['POST', '/images/create', '/images/create'],
    ['DELETE', '/images/a/b/json', '/images/a%2Fb%2Fjson'],
    ['DELETE', '/images/a%2Fb', '/images/a%2Fb'],
    ['GET', '/distribution/a/b/json', '/distribution/a%2Fb/json'],
    ['GET', '/containers/a/json', '/containers/a/json'],
  ])('%s %s is routed as %s', (method, path, routed) => {
    expect(namesInOnePiece(method, path)).toBe(routed);
  });
});
