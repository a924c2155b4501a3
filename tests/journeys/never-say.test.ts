import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/browser.ts';
import { type Desk, dial, hangUp, misses, press, save, sees, sitDown, textIn, type, walk } from '../support/journey.ts';
import { arrived, startTeam, type Team } from '../support/team.ts';

const OURS = '谢谢您告诉我。这不是我们的问题。';
const BETTER = '很抱歉给您添麻烦了，我先帮您弄清楚由谁处理，并一直跟进到解决。';

let team: Team;
let desk: Desk;

beforeAll(async () => {
  team = await startTeam();
  desk = await sitDown(team, 'agent-li');
});
afterAll(async () => {
  await desk?.close();
  await team?.close();
});

/** The words that are marked in a field. */
const marked = (field: string) =>
  desk.panel.evaluate((name) => [...document.querySelectorAll(`[data-field="${name}"] mark`)].map((mark) => mark.textContent ?? ''), field);

/** In a call with a dissatisfied customer, at the question what exactly is wrong. */
async function hearComplaint(): Promise<void> {
  await dial(desk);
  await walk(desk, '1', '1', '3');
}

/** From there to the next customer: no complaint to register, the department answers by the first time proposed. */
async function finish(): Promise<void> {
  await walk(desk, '1', '1', '1');
  await hangUp(desk);
  await misses(desk, '投诉', '下一步的时间');
  await press(desk, '1');
  await misses(desk, '下一步的时间');
  await press(desk, '1');
  await misses(desk, '下一步的责任部门');
  await press(desk, '1');
  await misses(desk);
  await save(desk);
}

describe('what must not be said', () => {
  it('is marked in our words alone, replaced by one key, owned up to by another, and all of it is in the record', async () => {
    await hearComplaint();
    await press(desk, 'Enter');
    await type(desk, '他们说这不是我们的问题，我不知道该找谁。');
    await press(desk, 'Enter');
    expect(await marked('said')).toEqual([]);
    expect(await textIn(desk, 'answered')).toBe('');

    await type(desk, OURS);
    await sees(desk, '推卸责任');
    await sees(desk, BETTER);
    expect(await marked('answered')).toEqual(['这不是我们的问题']);
    await press(desk, 'Alt+Enter');
    await until('the better sentence in place', async () => (await textIn(desk, 'answered')) === `谢谢您告诉我。${BETTER}`);
    expect(await marked('answered')).toEqual([]);

    await press(desk, 'Escape', 'z');
    await sees(desk, '已记');
    await finish();

    const record = (await arrived(team, 1))[0]?.record;
    expect(record?.content.said).toEqual({ kind: 'text', text: '他们说这不是我们的问题，我不知道该找谁。' });
    expect(record?.content.answered).toEqual({ kind: 'text', text: `谢谢您告诉我。${BETTER}` });
    const about = { phraseId: 'not-our-problem', listId: 'phrases-zh-CN', listVersion: 1, category: 'shift-blame', severity: 'stop', stepId: 'bad-what' };
    expect(record?.content.findings).toEqual([
      { ...about, where: 'answered', quote: '这不是我们的问题', start: 7, end: 15, at: expect.any(Number), heeded: 'replaced' },
      { ...about, where: 'spoken', quote: '', start: 0, end: 0, at: expect.any(Number), heeded: 'slipped' },
    ]);
  });

  it('stays as it was written when the agent leaves it, and the record says so', async () => {
    await hearComplaint();
    await press(desk, 'Enter');
    await type(desk, '掉色。');
    await press(desk, 'Enter');
    await type(desk, 'Ｏｋ，这 不 是 我 們 的 问题。');
    await sees(desk, '推卸责任');
    await press(desk, 'Escape');
    await finish();

    const record = (await arrived(team, 2))[0]?.record;
    expect(record?.content.answered).toEqual({ kind: 'text', text: 'Ｏｋ，这 不 是 我 們 的 问题。' });
    expect(record?.content.findings).toMatchObject([{ phraseId: 'not-our-problem', where: 'answered', quote: '这 不 是 我 們 的 问题', heeded: 'kept' }]);
  });

  it('is marked in a text message too, and kept with the message in the record', async () => {
    await dial(desk);
    await walk(desk, '1', '1', '1', '1', '1');
    await hangUp(desk);
    await desk.panel.click('aria/短信或邮件');
    await (await desk.panel.waitForSelector('aria/空白短信[role="button"]'))?.click();
    await (await desk.panel.waitForSelector('aria/短信[role="textbox"]'))?.focus();
    await type(desk, '您自己打电话问公司吧。我不知道。');
    await sees(desk, '推给客户');
    await desk.panel.click('aria/已经发出[role="button"]');
    await sees(desk, '已发 1 条');
    await save(desk);

    const record = (await arrived(team, 3))[0]?.record;
    expect(record?.content.messages).toMatchObject([{ channel: 'sms', templateId: null, text: '您自己打电话问公司吧。我不知道。' }]);
    expect(record?.content.findings.map(({ phraseId, where, heeded }) => [phraseId, where, heeded])).toEqual([
      ['ask-yourself', 'sms', 'kept'],
      ['dont-know', 'sms', 'kept'],
    ]);
    expect(desk.faults).toEqual([]);
  });
});
