import type { Brought } from './uploads-store.ts';

/** What was dropped: files, and all files in dropped folders. To be called while the drop is handled; the browser forgets it then. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly Brought[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ name: file.name, file }));
  const found: Brought[] = [];
  for (const entry of entries) await collect(entry, '', found);
  return found;
}

/** What was chosen in the browser's dialog; of a folder with the names in it. */
export function chosenFiles(files: Iterable<File>): readonly Brought[] {
  return Array.from(files, (file) => ({ name: file.webkitRelativePath || file.name, file }));
}

async function collect(entry: FileSystemEntry, folder: string, found: Brought[]): Promise<void> {
  const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ name, file });
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    for (;;) {
      // It tells a hundred at a time.
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) break;
      for (const inside of some) await collect(inside, name, found);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
