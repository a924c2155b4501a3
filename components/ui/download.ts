export type FileType = 'text/csv' | 'application/json' | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Hands a text, or the parts of a file, to the browser as a file to keep. */
export function download(name: string, content: string | readonly BlobPart[], type: FileType): void {
  const parts = typeof content === 'string' ? [content] : [...content];
  const url = URL.createObjectURL(new Blob(parts, { type: type.startsWith('application/vnd') ? type : `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
