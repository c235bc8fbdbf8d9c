import { useState } from 'react';
import { sentence } from '../../bridge/engine-error.ts';
import { toast } from '../../stores/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { type ImageView, nameOf, splitReference } from './image-view.ts';
import { useTagImage } from './queries.ts';

export function TagDialog({ image, onClose }: { readonly image: ImageView; readonly onClose: () => void }) {
  const [reference, setReference] = useState('');
  const tag = useTagImage();
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="sm"
      title="Tag image"
      description={`Gives ${nameOf(image)} one more name. Nothing is copied.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="tag"
            variant="primary"
            pending={tag.isPending}
            disabled={reference.trim() === ''}
          >
            Tag
          </Button>
        </>
      }
    >
      <form
        id="tag"
        onSubmit={(event) => {
          event.preventDefault();
          const { repository, tag: name } = splitReference(reference.trim());
          tag.mutate(
            { id: image.id, repo: repository, tag: name },
            {
              onSuccess: () => {
                toast({ tone: 'ok', title: `Tagged as ${repository}:${name}` });
                onClose();
              },
            },
          );
        }}
      >
        <Field
          label="New name"
          hint="Without a tag it becomes :latest."
          error={tag.error === null ? undefined : sentence(tag.error)}
        >
          {(control) => (
            <TextInput
              {...control}
              autoFocus
              value={reference}
              placeholder="name:tag"
              onChange={(event) => {
                setReference(event.target.value);
                tag.reset();
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
