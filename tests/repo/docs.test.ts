import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exists, text, tracked } from './files.ts';

const docs = tracked().filter((path) => path.endsWith('.md') && !path.startsWith('tests/'));

/** `[words](target)` and `![words](target)` outside of code. */
function linksOf(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1] ?? '');
}

/** As the usual viewers of Markdown make them: lower case, no marks, hyphens for spaces. */
function anchorsOf(markdown: string): Set<string> {
  const heads = [...markdown.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? '');
  return new Set(
    heads.map((head) =>
      head
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

/** Relative links that lead to no file, or to no heading of it. */
function deadLinks(path: string, markdown: string, read: (path: string) => string | null): string[] {
  return linksOf(markdown)
    .filter((link) => !/^[a-z]+:/i.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : posix.join(posix.dirname(path), file);
      const found = file === '' ? markdown : read(target);
      if (found === null) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(found).has(anchor);
    })
    .map((link) => `${path} leads to ${link}, which is not there`);
}

const read = (path: string) => (exists(path) ? (path.endsWith('.md') ? text(path) : '') : null);
/** `npm run serve`, `npm start`, `npm test` and the like in the documents. */
const scriptsIn = (markdown: string) =>
  [...markdown.matchAll(/\bnpm (?:run ([\w:]+)|(start|test)\b)/g)].map((match) => match[1] ?? match[2] ?? '').filter((name) => name !== '');

describe('the documents', () => {
  it.each(docs)('%s leads nowhere that is not there', (path) => {
    expect(deadLinks(path, text(path), read)).toEqual([]);
  });

  it.each(docs)('%s names commands that exist', (path) => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    expect(scriptsIn(text(path)).filter((name) => !(name in scripts))).toEqual([]);
  });

  it('are all reached from the README', () => {
    const reached = new Set(['README.md']);
    const open = ['README.md'];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      for (const link of linksOf(text(path))) {
        const target = posix.join(posix.dirname(path), link.split('#')[0] ?? '');
        if (!docs.includes(target) || reached.has(target)) continue;
        reached.add(target);
        open.push(target);
      }
    }
    expect(docs.filter((path) => !reached.has(path))).toEqual([]);
  });
});

describe('the check of the documents', () => {
  const files = new Map([
    ['README.md', '# Callside\n\n## Two commands, at once\n'],
    ['docs/agent.md', '# Agent\n'],
    ['docs/a.png', ''],
  ]);
  const known = (path: string) => files.get(path) ?? null;

  it.each([
    ['a file', '[a](docs/agent.md)', 0],
    ['no file', '[a](docs/nobody.md)', 1],
    ['a picture', '![a](docs/a.png)', 0],
    ['no picture', '![a](docs/b.png)', 1],
    ['a heading', '[a](#callside)', 0],
    ['a heading with marks', '[a](README.md#two-commands-at-once)', 0],
    ['no heading', '[a](README.md#three-commands)', 1],
    ['an address elsewhere', '[a](https://callside.example/)', 0],
    ['code', '`[a](docs/nobody.md)`', 0],
    ['a block of code', '```\n[a](docs/nobody.md)\n```', 0],
  ])('judges a link to %s', (_, markdown, dead) => {
    expect(deadLinks('README.md', `# Callside\n\n${markdown}\n`, known)).toHaveLength(dead);
  });
});
