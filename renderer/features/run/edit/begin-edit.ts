import type { ContainerCreateRequest } from '../../../../engine/api/types/container.ts';
import type { ContainerRequestAnswer } from '../../../../engine/api/types/edit.ts';
import { formOf } from '../form-request.ts';
import type { RunForm } from '../run-form.ts';
import { carriedOptions } from './carried.ts';
import { type Change, changesBetween } from './changes.ts';

export interface BegunEdit {
  readonly form: RunForm;
  readonly left: ContainerCreateRequest;
  /** What to know beforehand, a sentence each. */
  readonly notes: readonly string[];
}

/** The form of a container as it is, and what the form does not show. */
export function beginEdit({ name, request, image, imageNow }: ContainerRequestAnswer): BegunEdit {
  const { form, left } = formOf(request, name);
  const carried = carriedOptions(left);
  const reference = form.image;
  return {
    // The image is still there under its id when its name is not.
    form: imageNow === null ? { ...form, image } : form,
    left,
    notes: [
      ...(imageNow === null
        ? [`${reference} names no image any more; the one that it was made from is used.`]
        : []),
      ...(imageNow !== null && imageNow !== image
        ? [
            `${reference} names another image by now. The edited container is made from that one; ${shortId(image)} is the one before.`,
          ]
        : []),
      ...(carried.length === 0
        ? []
        : [`These have no field here and are carried over unchanged: ${carried.join(', ')}.`]),
    ],
  };
}

/** All that changes, the image behind a name that stays included. */
export function changesOfEdit(
  asked: ContainerRequestAnswer,
  after: { readonly name: string; readonly request: ContainerCreateRequest },
): readonly Change[] {
  const { image, imageNow } = asked;
  const sameImage = after.request.Image === image;
  const isNewer = imageNow !== null && imageNow !== image && after.request.Image === asked.request.Image;
  return [
    ...(isNewer
      ? [{ what: `Image behind ${asked.request.Image}`, before: shortId(image), after: shortId(imageNow) }]
      : []),
    // Its own image by its id is the same image.
    ...changesBetween(asked, after).filter(({ what }) => !(sameImage && what === 'Image')),
  ];
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
