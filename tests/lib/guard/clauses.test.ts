import { describe, expect, it } from 'vitest';
import { shippedGuard } from '../../support/guard-report.ts';

describe('another clause', async () => {
  const guard = await shippedGuard();

  it.each([
    ['您好，我不知道。', 'dont-know'],
    ['您好，这个我 不 知 道，真的。', 'dont-know'],
    ['谢谢您，我不清楚。', 'dont-know'],
    ['您好，别打断我，我在给您解释。', 'let-me-finish'],
    ['我不知道，您自己打电话问公司吧。', 'ask-yourself'],
    ['我不知道，您自己打电话问公司吧。', 'dont-know'],
    ['Hello, I don’t know.', 'dont-know'],
    ['Thank you, hang on a minute.', 'wait-a-moment'],
  ])('does not excuse %s', (text, phraseId) => {
    expect(guard.check(text).map((found) => found.phraseId)).toContain(phraseId);
  });

  it.each([
    '您可能不知道，这个月有活动。',
    '您要是不清楚，可以随时问我。',
    '您可以随时打断我。',
    'Thank you for waiting a moment.',
    'Sorry to keep you waiting.',
  ])('leaves alone: %s', (text) => {
    expect(guard.check(text)).toEqual([]);
  });
});
