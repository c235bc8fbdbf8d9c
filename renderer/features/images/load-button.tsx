import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { startLoads } from './loads-store.ts';

/** `.tar` as `docker save` writes it, compressed or not. */
const ACCEPT = '.tar,.tar.gz,.tgz,.tar.xz,.txz,.tar.zst,.gz,.xz,.zst';

export function LoadButton({ onPicked }: { readonly onPicked?: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={<FileUp size={15} />} onClick={() => input.current?.click()}>
        Load from file
      </Button>
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        multiple
        hidden
        aria-label="Image file"
        onChange={({ currentTarget }) => {
          if (currentTarget.files === null || currentTarget.files.length === 0) return;
          startLoads([...currentTarget.files]);
          currentTarget.value = '';
          onPicked?.();
        }}
      />
    </>
  );
}
