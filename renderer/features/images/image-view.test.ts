import { describe, expect, it } from 'vitest';
import type { ImageSummary } from '../../../engine/api/types/image.ts';
import { filterImages, imageViews, splitReference, usageOf } from './image-view.ts';
import { fileName } from './save-images.ts';

function image(Id: string, RepoTags: readonly string[]): ImageSummary {
  return {
    Id,
    ParentId: '',
    RepoTags,
    RepoDigests: [],
    Created: 1,
    Size: 10,
    SharedSize: -1,
    Labels: null,
    Containers: -1,
  };
}

describe('splitReference', () => {
  it.each([
    ['busybox', 'busybox', 'latest'],
    ['busybox:1.36', 'busybox', '1.36'],
    ['localhost:5000/team/app', 'localhost:5000/team/app', 'latest'],
    ['localhost:5000/team/app:v2', 'localhost:5000/team/app', 'v2'],
  ])('splits %s', (reference, repository, tag) => {
    expect(splitReference(reference)).toEqual({ repository, tag });
  });
});

describe('imageViews', () => {
  it('gives a row for each name, and one for an image without any', () => {
    const views = imageViews([image('sha256:1', ['a:1', 'a:2']), image('sha256:2', [])], []);
    expect(views.map(({ reference, dangling }) => [reference, dangling])).toEqual([
      ['a:1', false],
      ['a:2', false],
      ['sha256:2', true],
    ]);
  });

  it('knows the starter image and what is unused', () => {
    const [starter] = imageViews([image('sha256:1', ['gantry/starter:latest'])], undefined);
    expect(starter?.starter).toBe(true);
    expect(starter && usageOf(starter)).toBe('Unused');
  });
});

describe('filterImages', () => {
  it('looks at names and ids', () => {
    const views = imageViews([image('sha256:abc', ['busybox:1']), image('sha256:def', ['alpine:3'])], []);
    expect(filterImages(views, 'busy', 'all')).toHaveLength(1);
    expect(filterImages(views, 'def', 'all')[0]?.reference).toBe('alpine:3');
    expect(filterImages(views, '', 'used')).toEqual([]);
  });
});

describe('fileName', () => {
  it.each([
    [['127.0.0.1:5000/team/app:1'], '127.0.0.1-5000-team-app-1'],
    [['sha256:0123456789abcdef'], '0123456789ab'],
    [['a:1', 'b:1'], '2-images'],
  ])('names the archive of %j %s', (references, name) => expect(fileName(references)).toBe(name));
});
