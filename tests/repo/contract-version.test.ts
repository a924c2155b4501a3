import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CONTRACT_VERSION } from '../../lib/contract/version.ts';

/** One hash a file of lib/contract, over the JSON Schemas of its exported schemas. */
const pinned = {
  version: 1,
  files: {
    'agent.ts': '87701c2ac95da392',
    'assignment.ts': '6b8f08f92e2e8893',
    'audit.ts': '467af3a1eb10e06e',
    'backup.ts': '27f83890799bb2e7',
    'basics.ts': 'f89b65cda2c60ea4',
    'call.ts': 'cabaccf3ca07189e',
    'campaign.ts': 'e845c002c1c823a8',
    'customer-edit.ts': '1cf393b6bb6b96e8',
    'customer-export.ts': '567525c9cd85ebf2',
    'customer-merge.ts': 'bd0aae49b1a5c7d8',
    'customer-page.ts': '2a63953e4a3e9263',
    'customer.ts': '4d5257482a22dfd8',
    'divergence.ts': '1b8f85f50c8bf1f4',
    'endpoint-backup.ts': '78bd8d6cbcb326bd',
    'erase.ts': '6fc3ddd9a8b508ac',
    'errors.ts': 'a41e4a1756d47013',
    'events.ts': 'd48719ee6ab6fd61',
    'filter.ts': 'e5f453395f81d793',
    'import-shape.ts': '8c2094b5e8bcff34',
    'import.ts': '5db5743593cf02cc',
    'known.ts': '5bd2c3f9cf85d6d2',
    'merge-undo.ts': '268549304d58eeda',
    'mirror.ts': 'ec15f2aee8f0858b',
    'mutation.ts': 'dc4e4ebb5997436f',
    'outbox.ts': '4f3e609b0c7eb622',
    'people.ts': 'fb2e4b69fef07596',
    'phrases.ts': '6ee6fe5c9bdf4c0d',
    'place.ts': 'bdfad2485fffd8b1',
    'plan.ts': '6d66d4573c208640',
    'presence.ts': '5f376428c035b6ca',
    'publishing.ts': 'd8fbfe690909cfe4',
    'reason.ts': 'cd6c20b1993db699',
    'record.ts': '77a19e031de91c86',
    'review.ts': '11a80d939ce7f649',
    'revision.ts': 'b96447c80cf07207',
    'rule.ts': '4a7dad4a23b66b37',
    'script.ts': '6a8da5e3cc949ea2',
    'search.ts': '86a7e92baa4776c0',
    'sign-in.ts': '000ca3454ec8d5ca',
    'task.ts': 'bfcf1349e8600395',
    'undo-import.ts': '173c2f9501bbf127',
    'walk.ts': '43df7f70a09a6567',
    'wire.ts': '90901b4e5c15e89d',
  },
};

const advice = `A schema of lib/contract changed. Rows and files written before are still there, and other versions of the extension and the endpoint are in use:
- if all that was valid stays valid and means the same (a new optional field, a wider limit), pin the new hashes here;
- otherwise raise CONTRACT_VERSION, write the migration and keep a frozen example of the old form, then pin both here.`;

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, key === 'required' && Array.isArray(inner) ? inner.toSorted() : canonical(inner)]),
  );
};

const shapeOf = (schema: z.ZodType) => canonical(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));

const hashOf = (schemas: readonly [string, z.ZodType][]) =>
  createHash('sha256')
    .update(JSON.stringify(schemas.map(([name, schema]) => [name, shapeOf(schema)])))
    .digest('hex')
    .slice(0, 16);

async function hashes(): Promise<Record<string, string>> {
  const folder = resolve(import.meta.dirname, '../../lib/contract');
  const found: Record<string, string> = {};
  for (const file of readdirSync(folder).sort()) {
    const module = (await import(resolve(folder, file))) as Record<string, unknown>;
    const schemas = Object.entries(module).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType);
    if (schemas.length > 0) found[file] = hashOf(schemas.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return found;
}

describe('the contract', () => {
  it('is the one that is pinned here', async () => {
    expect({ version: CONTRACT_VERSION, files: await hashes() }, advice).toEqual(pinned);
  });

  it.each([
    ['a new field', z.strictObject({ a: z.string(), b: z.string() })],
    ['an optional field', z.strictObject({ a: z.string().optional() })],
    ['another limit', z.strictObject({ a: z.string().max(9) })],
    ['another type', z.strictObject({ a: z.int() })],
    ['another value of a choice', z.strictObject({ a: z.enum(['x', 'y']) })],
  ])('is another one with %s', (_, schema) => {
    expect(hashOf([['one', schema]])).not.toBe(hashOf([['one', z.strictObject({ a: z.string() })]]));
  });

  it('is the same one whatever the order of its fields', () => {
    expect(hashOf([['one', z.strictObject({ b: z.string(), a: z.int() })]])).toBe(hashOf([['one', z.strictObject({ a: z.int(), b: z.string() })]]));
  });
});
