import { rm } from 'node:fs/promises';
import { type Desk, newProfile, openDesk, screenIs, signIn } from '../support/journey.ts';
import { attempt, emptied, saidSaved, startField } from './desk.ts';
import { compare, type Fault } from './fault.ts';

/** Row 8: SIGKILL to the browser and all of its processes in the moment in which it has said "saved", with no way to the endpoint. */
export const browserKilled: Fault = {
  name: 'browser killed right after “saved”',
  passes: 'every record that was said to be saved is at the endpoint after the next start, once, and nothing waits',
  short: 2,
  long: 100,
  play: async (times) => {
    const field = await startField(times + 10);
    const profile = await newProfile();
    const saved: string[] = [];
    const problems: string[] = [];
    let slowest = 0;
    let desk: Desk = await openDesk({ userDataDir: profile });
    try {
      await signIn(desk, field.team, 'agent-li', { url: field.url });
      for (let round = 1; round <= times && problems.length === 0; round++) {
        field.connect(false);
        const call = await attempt(desk);
        await saidSaved(desk);
        await desk.session.crash();
        saved.push(call);
        if (field.callsThere().includes(call)) problems.push(`kill ${round}: the record had gone out before the kill`);

        field.connect(true);
        desk = await openDesk({ userDataDir: profile });
        const took = await emptied(desk);
        if (took === null) problems.push(`kill ${round}: the outbox is not empty`);
        slowest = Math.max(slowest, took ?? 0);
        problems.push(...compare(saved, field.callsThere()).map((one) => `kill ${round}: ${one}`));
        if (problems.length === 0) await screenIs(desk, 'ready');
      }
    } finally {
      await desk.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
      await field.close();
    }
    return { times, problems, seen: `${saved.length} records; the outbox was empty at most ${(slowest / 1000).toFixed(1)} s after the next start` };
  },
};
