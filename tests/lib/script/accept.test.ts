import { describe, expect, it } from 'vitest';
import type { RefusedContent } from '../../../lib/contract/publishing.ts';
import { acceptContent, stillRefused } from '../../../lib/script/accept.ts';
import { aPhraseList } from '../../support/phrase-list.ts';
import { smallScript, stepOf } from './small-script.ts';

describe('what arrives', () => {
  it('is taken when it is whole', () => {
    expect(acceptContent('script', smallScript(), 1)).toEqual({ ok: true, content: { kind: 'script', body: smallScript() } });
    expect(acceptContent('phrase-list', aPhraseList(), 1)).toMatchObject({ ok: true });
  });

  it('is refused with its name and the place when a newer or another program made it', () => {
    const later = { ...smallScript(), mood: 'friendly' };
    expect(acceptContent('script', later, 7)).toEqual({ ok: false, refused: { kind: 'script', id: 'small', version: 3, why: 'unreadable', where: '', at: 7 } });
    const list = { ...aPhraseList(), phrases: [{ id: 'x' }] };
    expect(acceptContent('phrase-list', list, 7)).toMatchObject({ ok: false, refused: { id: 'phrases-en', version: 1, where: 'phrases.0.category' } });
  });

  it.each([null, 7, 'script', [], { id: 5, version: 'x' }, JSON.parse('{"__proto__": {"id": "a"}}')])(
    'is refused without a name when it is no script: %j',
    (item) => {
      expect(acceptContent('script', item, 1)).toMatchObject({ ok: false, refused: { id: '', version: null, why: 'unreadable' } });
    },
  );

  it('is refused when it would leave an agent stuck', () => {
    const script = smallScript();
    Object.assign(stepOf(script, 'bye'), { ending: false });
    expect(acceptContent('script', script, 1)).toMatchObject({ ok: false, refused: { why: 'stuck', where: 'scripts.small.steps.bye' } });
  });
});

describe('what stays refused', () => {
  const bad = (version: number): RefusedContent => ({ kind: 'script', id: 'small', version, why: 'stuck', where: '', at: 0 });
  const good = (version: number) => ({ kind: 'script' as const, body: { ...smallScript(), version } });

  it('is told once a version, until a good one of at least that number comes', () => {
    expect(stillRefused([], [], [bad(4)])).toEqual([bad(4)]);
    expect(stillRefused([bad(4)], [], [{ ...bad(4), at: 9 }])).toEqual([{ ...bad(4), at: 9 }]);
    expect(stillRefused([bad(4)], [good(3)], [])).toEqual([bad(4)]);
    expect(stillRefused([bad(4)], [good(5)], [bad(6)])).toEqual([bad(6)]);
    expect(stillRefused([], [good(5)], [bad(4)])).toEqual([]);
  });
});
