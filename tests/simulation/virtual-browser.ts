import type { Life, Scheduler } from './scheduler.ts';

const air: Life = { name: 'time-out', alive: true };
const timeouts = new WeakMap<AbortSignal, () => void>();
const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

/** A timer that the scheduler rings; `clearTimeout` calls it off. */
class VirtualTimer {
  readonly cancel: () => void;
  constructor(cancel: () => void) {
    this.cancel = cancel;
  }
  unref(): this {
    return this;
  }
}

/** What the program takes from the globals of browser and Node, on virtual time and under the scheduler. */
export function enterVirtualBrowser(scheduler: Scheduler): void {
  const locks = { request: (name: string, work: () => Promise<unknown>) => scheduler.lock(name, work) };
  Object.defineProperty(globalThis.navigator, 'locks', { value: locks, configurable: true });
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    const cancel = scheduler.timer(air, 'time is up', ms, () => controller.abort(new DOMException('', 'TimeoutError')));
    timeouts.set(controller.signal, cancel);
    return controller.signal;
  };
  // A timer belongs to whoever sets it: it goes when they are killed. Outside of every task, time is real.
  const setTimeout = (then: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
    scheduler.current ? new VirtualTimer(scheduler.timer(scheduler.current, `timer of ${ms} ms`, ms, () => then(...args))) : real.setTimeout(then, ms, ...args);
  const clearTimeout = (timer?: VirtualTimer | NodeJS.Timeout) => (timer instanceof VirtualTimer ? timer.cancel() : real.clearTimeout(timer));
  Object.assign(globalThis, { setTimeout, clearTimeout });
}

/** Real time again. */
export function leaveVirtualBrowser(): void {
  Object.assign(globalThis, real);
}

/** The request has ended: nobody waits for this any more. */
export function cancelTimeout(signal: AbortSignal | null | undefined): void {
  if (signal) timeouts.get(signal)?.();
}
