import { describe, expect, it } from 'vitest';
import { circle, crossings, graphOf } from './borders.ts';
import { text, tracked } from './files.ts';

const sources = tracked().filter((path) => /^(lib|components|entrypoints|server)\/.*\.tsx?$/.test(path));
const files = new Map(sources.map((path) => [path, text(path)]));

describe('borders between folders', () => {
  it('are crossed nowhere', () => {
    expect(files.size).toBeGreaterThan(20);
    expect([...files].flatMap(([path, source]) => crossings(path, source))).toEqual([]);
  });

  it('leave no circle of imports', () => {
    expect(circle(graphOf(files))).toBeNull();
  });
});

describe('the check of the borders', () => {
  it.each([
    ['the contract knowing a rule', 'lib/contract/task.ts', "import { order } from '../plan/order.ts';", 'nothing but zod'],
    ['the contract with another package', 'lib/contract/task.ts', "import { z } from 'date-fns';", 'nothing but zod'],
    ['the plan storing', 'lib/plan/rules.ts', "import { db } from '../db/database.ts';", 'lib/plan is pure domain'],
    ['a type alone', 'lib/plan/rules.ts', "import type { Db } from '../db/database.ts';", 'lib/plan is pure domain'],
    ['a name passed on', 'lib/plan/rules.ts', "export { db } from '../db/database.ts';", 'lib/plan is pure domain'],
    ['a lazy import', 'lib/guard/match.ts', "const load = () => import('../browser/load.ts');", 'lib/guard is pure domain'],
    ['an import over several lines', 'lib/plan/rules.ts', "import {\n  a,\n  b,\n} from '../sync/drain.ts';", 'lib/plan is pure domain'],
    ['React in the domain', 'lib/record/draft.ts', "import { useMemo } from 'react';", 'stays free of it'],
    ['the machine in the domain', 'lib/text/read.ts', "import { readFileSync } from 'node:fs';", 'stays free of it'],
    ['sync knowing the browser', 'lib/sync/drain.ts', "import { sessionItem } from '../browser/session.ts';", 'wire it in lib/browser'],
    ['the database sending', 'lib/db/queue.ts', "import { drain } from '../sync/drain.ts';", 'sending belongs to lib/sync'],
    ['the database showing', 'lib/db/queue.ts', "import { Card } from '../../components/ui/card.tsx';", 'lib/db stores'],
    ['a component of all knowing one', 'components/ui/button.tsx', "import { Card } from '../panel/card.tsx';", 'components/ui'],
    ['a screen in a screen', 'components/panel/app.tsx', "import { List } from '../workspace/list.tsx';", 'one screen imports another'],
    ['a part knowing a screen', 'components/script/line.tsx', "import { panel } from '../panel/context.ts';", 'one screen imports another'],
    ['a component wiring', 'components/panel/app.tsx', "import main from '../../entrypoints/sidepanel/main.tsx';", 'wiring belongs to entrypoints'],
    ['an entrypoint in another', 'entrypoints/sidepanel/main.tsx', "import { x } from '../workspace/main.tsx';", 'one entrypoint imports another'],
    ['an entrypoint with the endpoint', 'entrypoints/background.ts', "import { app } from '../server/app.ts';", 'only wires'],
    ['the endpoint with the panel', 'server/ingest.ts', "import { save } from '../lib/db/save-call.ts';", 'pure folder of lib'],
    ['a folder nobody knows', 'lib/misc/all.ts', "import { z } from '../contract/task.ts';", 'no known room'],
    ['the clock', 'lib/plan/rules.ts', 'const now = Date.now();', 'reads the clock'],
    ['the clock as a date', 'lib/plan/rules.ts', 'const now = new Date();', 'reads the clock'],
    ['chance', 'lib/plan/rules.ts', 'const pick = Math.random();', 'draws by chance'],
    ['a new id', 'lib/record/draft.ts', 'const id = crypto.randomUUID();', 'draws by chance'],
    ['the browser', 'lib/guard/guard.ts', 'browser.storage.local.get()', 'reaches for the browser'],
    ['a timer', 'lib/call/machine.ts', 'setTimeout(ring, 100)', 'waits'],
  ])('finds %s', (_, path, source, said) => {
    const found = crossings(path, source);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(said);
  });

  it.each([
    ['the domain on the contract', 'lib/plan/rules.ts', "import { taskSchema } from '../contract/task.ts';\nimport { clean } from '../text/clean.ts';"],
    ['a date from an instant', 'lib/plan/zone.ts', 'const date = new Date(instant);'],
    ['the clock in a comment', 'lib/plan/zone.ts', '// never Date.now here\n/* nor Math.random */\nexport const a = 1;'],
    ['an address in a text', 'lib/text/link.ts', "const help = 'https://callside.example/help';"],
    ['the browser on the database', 'lib/browser/clock.ts', "import { CallsideDb } from '../db/database.ts';\nimport { browser } from 'wxt/browser';"],
    ['a screen on a part', 'components/panel/app.tsx', "import { Line } from '../script/line.tsx';\nimport { Button } from '../ui/button.tsx';"],
    ['an entrypoint on its own file', 'entrypoints/sidepanel/main.tsx', "import './style.css';\nimport { App } from '../../components/panel/app.tsx';"],
    ['the endpoint on the domain', 'server/app.ts', "import { offer } from '../lib/plan/offer.ts';\nimport { readFileSync } from 'node:fs';"],
  ])('lets %s pass', (_, path, source) => {
    expect(crossings(path, source)).toEqual([]);
  });

  it('finds a circle, but none of types alone', () => {
    const a = "import { b } from './b.ts';\nexport const a = b;";
    const circular = new Map([
      ['lib/plan/a.ts', a],
      ['lib/plan/b.ts', "import { a } from './a.ts';\nexport const b = () => a;"],
    ]);
    expect(circle(graphOf(circular))).toEqual(['lib/plan/a.ts', 'lib/plan/b.ts', 'lib/plan/a.ts']);
    const typed = new Map([
      ['lib/plan/a.ts', a],
      ['lib/plan/b.ts', "import type { A } from './a.ts';\nexport const b = 1;"],
    ]);
    expect(circle(graphOf(typed))).toBeNull();
  });
});
