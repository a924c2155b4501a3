import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLog } from '../../../server/log.ts';
import { startEndpoint } from '../../../server/start-endpoint.ts';
import { tempFolder } from '../support.ts';

type Block = { language: string; text: string };
const document = readFileSync(new URL('../../../docs/contract.md', import.meta.url), 'utf8');
const blocks: Block[] = [...document.matchAll(/^```(sh|json|text)\n([\s\S]*?)^```/gm)].map((match) => ({ language: match[1] ?? '', text: match[2] ?? '' }));

/** Every `sh` block in one shell, and what each of them said. */
function runAll(env: NodeJS.ProcessEnv): Promise<string[]> {
  const commands = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text);
  const child = spawn('bash', ['--norc', '-c', commands.join('\necho "--- next ---"\n')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (part: Buffer) => {
    said += String(part);
  });
  let wrong = '';
  child.stderr.on('data', (part: Buffer) => {
    wrong += String(part);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => (wrong === '' ? resolve(said.split('--- next ---\n')) : reject(new Error(wrong))));
  });
}

const matches = (text: string, pattern: string) =>
  new RegExp(
    `^${pattern
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\s\\S]*')}$`,
  ).test(text);

/** Puts `…` wherever the document has it, so that what is left can be compared. */
function withGaps(actual: unknown, expected: unknown): unknown {
  if (expected === '…') return actual === undefined ? undefined : '…';
  if (typeof expected === 'string' && expected.includes('…')) return typeof actual === 'string' && matches(actual, expected) ? expected : actual;
  if (Array.isArray(actual) && Array.isArray(expected)) return actual.map((item, index) => withGaps(item, expected[index]));
  if (typeof actual !== 'object' || actual === null || typeof expected !== 'object' || expected === null) return actual;
  const wanted = expected as { [key: string]: unknown };
  // A field `…` stands for all that are not named.
  const known = Object.entries(actual).filter(([key]) => !('…' in wanted) || key in wanted);
  return Object.fromEntries([...known, ...('…' in wanted ? [['…', '…']] : [])].map(([key, value]) => [key, withGaps(value, wanted[String(key)])]));
}

it('docs/contract.md says what an endpoint answers', async () => {
  const dataDir = tempFolder();
  const log = createLog({ write: () => undefined });
  const endpoint = await startEndpoint({ port: 0, dataDir, demoStart: Date.parse('2026-11-22T19:05:00+08:00'), sample: true, log });
  const bin = tempFolder();
  copyFileSync(new URL('./curl.mjs', import.meta.url), join(bin, 'curl.mjs'));
  symlinkSync(join(bin, 'curl.mjs'), join(bin, 'curl'));
  symlinkSync(process.execPath, join(bin, 'node'));
  chmodSync(join(bin, 'curl.mjs'), 0o755);
  const code = endpoint.codes.find(({ agent }) => agent.role === 'agent')?.code;
  try {
    const said = await runAll({ PATH: `${bin}:${process.env.PATH}`, api: endpoint.url, code });
    const expected = blocks.flatMap(({ language }, index) => (language === 'sh' ? [blocks[index + 1]] : []));
    expect(said).toHaveLength(expected.length);
    for (const [index, block] of expected.entries()) {
      const text = said[index] ?? '';
      if (block?.language === 'json') {
        const wanted: unknown = JSON.parse(block.text);
        expect(withGaps(JSON.parse(text), wanted), text).toEqual(wanted);
      } else if (block?.language === 'text') {
        const lines = text.replaceAll('\r', '').split('\n');
        for (const line of block.text.trim().split('\n'))
          expect(
            lines.filter((one) => matches(one, line)),
            text,
          ).not.toEqual([]);
      }
    }
  } finally {
    await endpoint.close();
  }
}, 120_000);
