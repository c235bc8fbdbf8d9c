import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { chooseFolder } from '../../../bridge/choose-folder.ts';
import { sentence } from '../../../bridge/engine-error.ts';
import { rememberBuild } from '../../../stores/build-starts.ts';
import type { BuildStart } from '../../../stores/dialogs.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { useStartBuild } from '../queries.ts';
import { FileVerdict } from './file-verdict.tsx';
import { MoreOptions } from './more-options.tsx';
import { NoDockerfile } from './no-dockerfile.tsx';
import { type StartErrors, wishOf } from './start-form.ts';
import { useStart } from './use-start.ts';

interface StartDialogProps {
  readonly start: BuildStart;
  readonly onClose: () => void;
}

/** Begins a build of a folder of this machine, and leads to its page. */
export function StartDialog({ start, onClose }: StartDialogProps) {
  const {
    form,
    change,
    folders,
    dockerfile,
    dockerfiles,
    path,
    file,
    secretIds,
    errors: found,
    lacksDockerfile,
  } = useStart(start);
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useStartBuild();
  const [asking] = useState(() => new AbortController());
  const navigate = useNavigate();
  const errors: StartErrors = tried || form.folder !== '' ? found : {};
  const leave = (to: string) => {
    onClose();
    void navigate(to);
  };
  const cancel = () => {
    asking.abort();
    onClose();
  };
  const submit = () => {
    setTried(true);
    if (Object.keys(found).length > 0) return;
    const wish = wishOf({ ...form, dockerfile }, file, secretIds);
    mutate(
      { wish, signal: asking.signal },
      {
        onSuccess: ({ id }) => {
          rememberBuild(id, wish);
          leave(`/builds/${id}`);
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || cancel()}
      title="Build an image"
      description="From a folder with a Dockerfile. What .dockerignore names is left out."
      width="lg"
      footer={
        <>
          <Button onClick={cancel}>Cancel</Button>
          <Button form="start-build" type="submit" variant="primary" pending={isPending}>
            Build
          </Button>
        </>
      }
    >
      <form
        id="start-build"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {error === null ? null : (
          <Banner tone="bad" role="alert" className="mb-3 rounded-md px-3">
            {sentence(error)}
          </Banner>
        )}
        <Field
          label="Folder"
          error={errors.folder}
          className="mb-1.5"
          hint="On the machine that Gantry runs on."
        >
          {(control) => (
            <div className="flex gap-2">
              <div className="min-w-0 flex-1">
                <Combobox
                  {...control}
                  value={form.folder}
                  options={folders}
                  placeholder="/home/you/project"
                  autoFocus
                  onChange={(folder) => change({ folder })}
                  className="font-mono text-xs"
                />
              </div>
              <Button
                icon={<FolderOpen size={15} />}
                onClick={() =>
                  chooseFolder({
                    title: 'Choose the folder to build',
                    start: found.folder === undefined ? form.folder : '',
                    onChoose: (folder) => change({ folder }),
                  })
                }
              >
                Choose…
              </Button>
            </div>
          )}
        </Field>
        {lacksDockerfile ? (
          <NoDockerfile folder={form.folder.trim()} onStarter={leave} />
        ) : (
          <>
            <div className="grid grid-cols-2 gap-x-4 gap-y-1">
              <Field label="Dockerfile" error={errors.dockerfile}>
                {(control) => (
                  <Combobox
                    {...control}
                    value={form.dockerfile}
                    placeholder={dockerfile}
                    options={dockerfiles}
                    onChange={(typed) => change({ dockerfile: typed })}
                    className="font-mono text-xs"
                  />
                )}
              </Field>
              <Field
                label="Names"
                error={errors.tags}
                hint={
                  form.tags.trim() === ''
                    ? 'Without one, only the image’s ID leads to it.'
                    : 'Several with blanks between.'
                }
              >
                {(control) => (
                  <TextInput
                    {...control}
                    value={form.tags}
                    placeholder="my-app:1.0"
                    onChange={(event) => change({ tags: event.target.value })}
                    className="font-mono text-xs"
                  />
                )}
              </Field>
            </div>
            {file === undefined ? null : (
              <FileVerdict file={file} path={path} folder={form.folder.trim()} onOpen={leave} />
            )}
            <MoreOptions form={form} file={file} secretIds={secretIds} errors={errors} onChange={change} />
          </>
        )}
      </form>
    </Dialog>
  );
}
