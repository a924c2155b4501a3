import { lazy, Suspense } from 'react';

const ImportDialog = lazy(() => import('./import-dialog.tsx').then((module) => ({ default: module.ImportDialog })));

/** Loaded when it is opened: reading files is no part of a call. */
export function LazyImportDialog({ onClose }: { onClose: () => void }) {
  return (
    <Suspense fallback={null}>
      <ImportDialog onClose={onClose} />
    </Suspense>
  );
}
