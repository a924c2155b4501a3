import type { DeskMap, DeskMessage, DeskQuestion } from '../../lib/import/import.worker.ts';

/** A customer file at its desk, in a worker where there are workers. */
export type ImportReader = {
  ask<K extends keyof DeskMap>(kind: K, question: DeskMap[K]['ask'], onProgress?: (done: number, total: number) => void): Promise<DeskMap[K]['answer']>;
  /** Stops whatever is under way and forgets the file. */
  close(): void;
};

type Waiting = { answer: (value: never) => void; fail: () => void; onProgress: ((done: number, total: number) => void) | undefined };

/** The question could not be answered: the reader broke down, or was closed. Holds nothing of the file. */
export class ReaderFailed extends Error {
  override readonly name = 'ReaderFailed';
}

export function openReader(): ImportReader {
  const waiting = new Map<number, Waiting>();
  let next = 1;
  const hear = (message: DeskMessage) => {
    const one = waiting.get(message.id);
    if (!one) return;
    if (message.kind === 'progress') return one.onProgress?.(message.done, message.total);
    waiting.delete(message.id);
    if (message.kind === 'answer') one.answer(message.answer as never);
    else one.fail();
  };
  const failAll = () => {
    for (const one of waiting.values()) one.fail();
    waiting.clear();
  };
  const desk = typeof Worker === 'undefined' ? deskHere(hear) : deskInWorker(hear, failAll);
  return {
    ask: (kind, question, onProgress) =>
      new Promise((answer, reject) => {
        const id = next++;
        waiting.set(id, { answer, fail: () => reject(new ReaderFailed()), onProgress });
        desk.put({ id, kind, ...question } as DeskQuestion);
      }),
    close: () => {
      desk.close();
      failAll();
    },
  };
}

type Desk = { put(question: DeskQuestion): void; close(): void };

function deskInWorker(hear: (message: DeskMessage) => void, broken: () => void): Desk {
  const worker = new Worker(new URL('../../lib/import/import.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', (event: MessageEvent<DeskMessage>) => hear(event.data));
  worker.addEventListener('error', broken);
  worker.addEventListener('messageerror', broken);
  return { put: (question) => worker.postMessage(question, question.kind === 'read' ? [question.bytes.buffer] : []), close: () => worker.terminate() };
}

/** On the page's own thread: in tests, and where workers are switched off. */
function deskHere(hear: (message: DeskMessage) => void): Desk {
  let open = true;
  const desk = import('../../lib/import/import.worker.ts').then(({ createImportDesk }) => createImportDesk((message) => open && hear(message)));
  return { put: (question) => void desk.then((answer) => open && void answer(question)), close: () => (open = false) };
}
