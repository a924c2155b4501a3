import { beforeAll, describe, expect, it } from 'vitest';
import { phaseSchema } from '../../../lib/contract/call.ts';
import { phoneSchema, preferredHoursSchema } from '../../../lib/contract/customer.ts';
import { errorKindSchema } from '../../../lib/contract/errors.ts';
import { lossSchema } from '../../../lib/contract/mirror.ts';
import { mutationSchema } from '../../../lib/contract/mutation.ts';
import { findingSchema, phraseCategorySchema } from '../../../lib/contract/phrases.ts';
import { contentKindSchema, refusedContentSchema } from '../../../lib/contract/publishing.ts';
import { complaintSchema, nextStepSchema, outcomeSchema, recordFieldSchema, satisfactionSchema, sentMessageSchema } from '../../../lib/contract/record.ts';
import { reviewEntrySchema, reviewStateSchema } from '../../../lib/contract/review.ts';
import { festivalSchema } from '../../../lib/contract/rule.ts';
import { branchIdSchema } from '../../../lib/contract/script.ts';
import { callEn } from '../../../lib/i18n/call.en.ts';
import { callZh } from '../../../lib/i18n/call.zh-CN.ts';
import { campaignsEn } from '../../../lib/i18n/campaigns.en.ts';
import { campaignsZh } from '../../../lib/i18n/campaigns.zh-CN.ts';
import { changesEn } from '../../../lib/i18n/changes.en.ts';
import { changesZh } from '../../../lib/i18n/changes.zh-CN.ts';
import { customersEn } from '../../../lib/i18n/customers.en.ts';
import { customersZh } from '../../../lib/i18n/customers.zh-CN.ts';
import { directoryEn } from '../../../lib/i18n/directory.en.ts';
import { directoryZh } from '../../../lib/i18n/directory.zh-CN.ts';
import { eraseEn } from '../../../lib/i18n/erase.en.ts';
import { eraseZh } from '../../../lib/i18n/erase.zh-CN.ts';
import { holidaysEn } from '../../../lib/i18n/holidays.en.ts';
import { holidaysZh } from '../../../lib/i18n/holidays.zh-CN.ts';
import { startI18n, type Words } from '../../../lib/i18n/i18n.ts';
import { importEn } from '../../../lib/i18n/import.en.ts';
import { importZh } from '../../../lib/i18n/import.zh-CN.ts';
import { joinEn } from '../../../lib/i18n/join.en.ts';
import { joinZh } from '../../../lib/i18n/join.zh-CN.ts';
import { type UiLanguage, uiLanguages } from '../../../lib/i18n/language.ts';
import { mergeEn } from '../../../lib/i18n/merge.en.ts';
import { mergeZh } from '../../../lib/i18n/merge.zh-CN.ts';
import { panelEn } from '../../../lib/i18n/panel.en.ts';
import { panelZh } from '../../../lib/i18n/panel.zh-CN.ts';
import { publishEn } from '../../../lib/i18n/publish.en.ts';
import { publishZh } from '../../../lib/i18n/publish.zh-CN.ts';
import { qualityEn } from '../../../lib/i18n/quality.en.ts';
import { qualityZh } from '../../../lib/i18n/quality.zh-CN.ts';
import { reasonsEn } from '../../../lib/i18n/reasons.en.ts';
import { reasonsZh } from '../../../lib/i18n/reasons.zh-CN.ts';
import { reviewEn } from '../../../lib/i18n/review.en.ts';
import { reviewZh } from '../../../lib/i18n/review.zh-CN.ts';
import { rulesEn } from '../../../lib/i18n/rules.en.ts';
import { rulesZh } from '../../../lib/i18n/rules.zh-CN.ts';
import { signInEn } from '../../../lib/i18n/sign-in.en.ts';
import { signInZh } from '../../../lib/i18n/sign-in.zh-CN.ts';
import { syncEn } from '../../../lib/i18n/sync.en.ts';
import { syncZh } from '../../../lib/i18n/sync.zh-CN.ts';
import { teamEn } from '../../../lib/i18n/team.en.ts';
import { teamZh } from '../../../lib/i18n/team.zh-CN.ts';
import { versionsEn } from '../../../lib/i18n/versions.en.ts';
import { versionsZh } from '../../../lib/i18n/versions.zh-CN.ts';
import { workspaceEn } from '../../../lib/i18n/workspace.en.ts';
import { workspaceZh } from '../../../lib/i18n/workspace.zh-CN.ts';
import { importReasonParams } from '../../../lib/import/reasons.ts';
import { leftOut } from '../../../lib/outbox/correct.ts';
import { refusedParts } from '../../../lib/outbox/refusal.ts';
import { holidayNames } from '../../../lib/plan/holidays.ts';
import { trades } from '../../../lib/plan/presets.ts';
import { reasonParams } from '../../../lib/plan/reasons.ts';
import { shippedScripts } from '../../support/builders.ts';
import { askedIn, keysOf, placeholdersOf, wordsOf } from './sources.ts';

type Both = { [L in UiLanguage]: Words };
const call: Both = { en: callEn, 'zh-CN': callZh };
const campaigns: Both = { en: campaignsEn, 'zh-CN': campaignsZh };
const directory: Both = { en: directoryEn, 'zh-CN': directoryZh };
const changes: Both = { en: changesEn, 'zh-CN': changesZh };
const publish: Both = { en: publishEn, 'zh-CN': publishZh };
const panel: Both = { en: panelEn, 'zh-CN': panelZh };
const reasons: Both = { en: reasonsEn, 'zh-CN': reasonsZh };
const sync: Both = { en: syncEn, 'zh-CN': syncZh };
const holidays: Both = { en: holidaysEn, 'zh-CN': holidaysZh };
const importing: Both = { en: importEn, 'zh-CN': importZh };
const review: Both = { en: reviewEn, 'zh-CN': reviewZh };
const signIn: Both = { en: signInEn, 'zh-CN': signInZh };
const team: Both = { en: teamEn, 'zh-CN': teamZh };
const quality: Both = { en: qualityEn, 'zh-CN': qualityZh };
const workspace: Both = { en: workspaceEn, 'zh-CN': workspaceZh };
const customers: Both = { en: customersEn, 'zh-CN': customersZh };
const erase: Both = { en: eraseEn, 'zh-CN': eraseZh };
const merge: Both = { en: mergeEn, 'zh-CN': mergeZh };
const join: Both = { en: joinEn, 'zh-CN': joinZh };
const rules: Both = { en: rulesEn, 'zh-CN': rulesZh };
const versions: Both = { en: versionsEn, 'zh-CN': versionsZh };

/** What each page loads, and the sources that it shows. */
const pages = {
  panel: {
    words: [call, directory, holidays, panel, reasons, review, signIn, sync, versions, changes, join],
    asked: [
      ...askedIn(
        'components/panel',
        'components/account',
        'components/changes',
        'components/lock',
        'components/review',
        'components/sign-in',
        'components/versions',
        'components/ui',
        'entrypoints/sidepanel',
      ),
    ],
  },
  workspace: {
    words: [
      call,
      campaigns,
      holidays,
      importing,
      quality,
      reasons,
      review,
      rules,
      signIn,
      team,
      workspace,
      versions,
      changes,
      publish,
      erase,
      merge,
      customers,
      directory,
    ],
    asked: [
      ...askedIn(
        'components/workspace',
        'components/account',
        'components/changes',
        'components/import',
        'components/lock',
        'components/review',
        'components/sign-in',
        'components/versions',
        'entrypoints/workspace',
      ),
    ],
  },
};

const kinds = (union: { options: readonly { shape: { kind: { value: string } } }[] }) => union.options.map(({ shape }) => shape.kind.value);

/** Every value that ends a key of the panel, by its beginning. Values of the contract are taken from there. */
const values: { [beginning: string]: readonly string[] } = {
  'backup.problem.': ['no-backup', 'newer', 'damaged', 'foreign', 'too-large', 'invalid', 'failed'],
  'account.': ['wrong-old', 'same'],
  'branch.': branchIdSchema.options,
  'call.': ['in', 'out'],
  'changes.': ['added', 'removed'],
  'changes.area.': ['script', 'step', 'branch', 'question', 'message', 'phrase'],
  'changes.part.': Object.keys(changesEn.changes.part),
  'changes.fact.': Object.keys(changesEn.changes.fact),
  'changes.notice.': contentKindSchema.options,
  'changes.refused.': [...contentKindSchema.options, ...refusedContentSchema.shape.why.options],
  'category.': phraseCategorySchema.options,
  'complaint.': kinds(complaintSchema),
  'days.': preferredHoursSchema.shape.days.options,
  'dialling.': ['link', 'copy'],
  'error.': [...errorKindSchema.options, 'offline', 'timeout', 'bad-reply'],
  'field.': recordFieldSchema.options,
  'find.': ['held', 'opted-out', 'not-here', 'no-script', 'busy'],
  'finding.': findingSchema.shape.heeded.options,
  'language.': [...new Set([...uiLanguages, ...shippedScripts().flatMap(({ languages }) => languages)])],
  'loss.': lossSchema.shape.how.options,
  'menu.blocked.': ['call', 'unsent', 'alone'],
  'message.': sentMessageSchema.shape.channel.options,
  'missing.': ['no-date', 'no-department', 'no-about', 'not-an-option', 'not-a-number'],
  'mutation.': kinds(mutationSchema),
  'nextStep.': kinds(nextStepSchema),
  'outcome.': outcomeSchema.options,
  'holiday.': holidayNames,
  'festival.': festivalSchema.options,
  'outbox.do.': [...errorKindSchema.options, 'offline', 'timeout', 'bad-reply'],
  'outbox.leave.': leftOut,
  'outbox.part.': refusedParts,
  'phase.': phaseSchema.options,
  'phone.': phoneSchema.shape.label.options.filter((label) => label !== 'main'),
  'own.problem.': ['why', 'missing'],
  // The whole day is worded apart (lib/i18n/reason.ts).
  'reason.': [...Object.keys(reasonParams), 'open-all-day'],
  'review.kind.': reviewEntrySchema.shape.kind.options,
  'review.state.': [...reviewStateSchema.options, 'none'],
  'satisfaction.': satisfactionSchema.options,
  'save.': ['gone', 'disk-full', 'failed'],
  'skip.': ['busy-now', 'colleague', 'file-unclear', 'other-agent-better', 'other'],
  'moment.': ['past', 'closed'],
  'theme.': ['system', 'light', 'dark'],
  'today.': ['called', 'inTime', 'complete'],
  'signIn.': ['bad-address', 'unsent'],
  'signIn.next.': ['code-used', 'code', 'password', 'offline', 'too-many', 'other'],
  'signIn.unknown.': ['code', 'password'],
  'signIn.weak.': ['too-short', 'too-plain', 'is-login'],
  'versions.about.': ['phone', 'preferredHours', 'language', 'record'],
  'welcome.': trades,
};

const keysIn = (words: readonly Both[], language: UiLanguage) => new Set(words.flatMap((one) => keysOf(one[language])));
const languages = uiLanguages.map((language) => ({ language }));

describe('the words of the interface', () => {
  it.each(languages)('in $language has every value of the contract that the panel shows', ({ language }) => {
    const known = keysIn(pages.panel.words, language);
    const lacking = Object.entries(values).flatMap(([beginning, ends]) => ends.map((end) => beginning + end).filter((key) => !known.has(key)));
    expect(lacking).toEqual([]);
  });

  it.each(Object.entries(pages).flatMap(([page, one]) => uiLanguages.map((language) => ({ page, language, ...one }))))(
    'in $language has every word that the $page asks for',
    ({ words, asked, language }) => {
      const known = keysIn(words, language);
      const lacking = asked.flatMap(({ file, keys }) => keys.filter((key) => !known.has(key)).map((key) => `${file}: ${key}`));
      expect(lacking).toEqual([]);
    },
  );

  it('ends a key only in values that this test knows', () => {
    const unknown = pages.panel.asked.flatMap(({ file, beginnings }) => beginnings.filter((one) => !(one in values)).map((one) => `${file}: ${one}`));
    // Name their values above, so that both languages are checked for each of them.
    expect(unknown).toEqual([]);
  });

  it('has no word that nobody asks for', () => {
    const sources = [...pages.panel.asked, ...pages.workspace.asked];
    const used = new Set(sources.flatMap(({ keys }) => keys));
    const begun = new Set(sources.flatMap(({ beginnings }) => beginnings));
    for (const beginning of [...begun, 'reason.', 'holiday.', 'festival.']) for (const end of values[beginning] ?? []) used.add(beginning + end);
    const shown = new Set(['language.yue', 'language.en-GB', 'language.pl', 'language.zh']);
    const unused = [call, holidays, panel, reasons, review, signIn, versions, join]
      .flatMap((one) => keysOf(one.en))
      .filter((key) => !used.has(key) && !shown.has(key));
    expect(unused).toEqual([]);
  });

  it.each(
    Object.entries({
      call,
      campaigns,
      holidays,
      panel,
      reasons,
      importing,
      quality,
      review,
      rules,
      signIn,
      team,
      workspace,
      versions,
      changes,
      publish,
      erase,
      merge,
      join,
    }),
  )('has the same %s words in both languages, with the same values in them', (_name, words) => {
    expect(keysOf(words['zh-CN']).toSorted()).toEqual(keysOf(words.en).toSorted());
    const english = new Map(wordsOf(words.en).map(([key, word]) => [key.replace(/_one$/, '_other'), placeholdersOf(word)]));
    for (const [key, word] of wordsOf(words['zh-CN'])) expect(placeholdersOf(word), key).toEqual(english.get(key));
  });

  it.each(
    Object.entries({
      call,
      campaigns,
      holidays,
      panel,
      reasons,
      importing,
      quality,
      review,
      rules,
      signIn,
      team,
      workspace,
      versions,
      changes,
      publish,
      erase,
      merge,
      join,
    }),
  )('has no empty word and no stray space among the %s words', (_name, words) => {
    for (const language of uiLanguages) {
      for (const [key, word] of wordsOf(words[language])) if (key !== 'list.comma') expect(word, key).toBe(word.trim());
      for (const [key, word] of wordsOf(words[language])) expect(word.length, key).toBeGreaterThan(0);
    }
  });

  it('never has one part of the words twice on a page: the second would hide the first', () => {
    for (const { words } of Object.values(pages)) {
      const parts = words.flatMap((one) => Object.keys(one.en));
      expect(parts.toSorted()).toEqual([...new Set(parts)].toSorted());
    }
  });

  it('puts only values into the words of a reason that the reason has', () => {
    for (const language of uiLanguages) {
      for (const [key, word] of wordsOf(reasons[language])) {
        const params = Object.keys(reasonParams[key.replace(/^reason\.|_(one|other)$/g, '') as keyof typeof reasonParams] ?? {});
        for (const name of placeholdersOf(word)) expect([...params, 'count'], key).toContain(name);
      }
      const imported = new Map(wordsOf(importing[language]).map(([key, word]) => [key.replace(/_(one|other)$/, ''), word]));
      for (const [code, params] of Object.entries(importReasonParams)) {
        const word = imported.get(`import.reason.${code}`);
        expect(word, code).toBeDefined();
        for (const name of placeholdersOf(word ?? '')) expect(Object.keys(params), code).toContain(name);
      }
    }
  });

  it('says Chinese in Chinese and English in English', () => {
    const chinese = /[\u4e00-\u9fff]/;
    const same = new Set(['language.zh-CN', 'language.yue', 'language.en', 'language.en-GB']);
    for (const { words } of Object.values(pages)) {
      for (const one of words) {
        for (const [key, word] of wordsOf(one.en)) if (!same.has(key)) expect(chinese.test(word), `${key}: ${word}`).toBe(false);
      }
    }
    for (const [key, word] of [call, panel, reasons].flatMap((one) => wordsOf(one['zh-CN']))) {
      if (same.has(key) || placeholdersOf(word).length > 0) continue;
      expect(chinese.test(word) || key === 'list.comma', `${key}: ${word}`).toBe(true);
    }
  });
});

describe('the words at run time', () => {
  let t: { [L in UiLanguage]: (key: string, values?: { [name: string]: string | number }) => string };
  beforeAll(async () => {
    const of = async (language: UiLanguage) => {
      const instance = await startI18n(language, pages.panel.words);
      return (key: string, given: { [name: string]: string | number } = {}) => instance.t(key, given);
    };
    t = { 'zh-CN': await of('zh-CN'), en: await of('en') };
  });

  it('are found under every key, also under one with a dot in its last part', () => {
    for (const language of uiLanguages) {
      for (const [beginning, ends] of Object.entries(values))
        for (const end of ends) expect(t[language](beginning + end), beginning + end).not.toBe(beginning + end);
      expect(t[language]('mutation.record.save')).not.toContain('mutation');
    }
  });

  it('count in each language as it counts', () => {
    expect([1, 2].map((count) => t.en('header.rejected', { count }))).toEqual(['1 needs you', '2 need you']);
    expect([1, 2].map((count) => t['zh-CN']('header.rejected', { count }))).toEqual(['1 条需要处理', '2 条需要处理']);
  });

  it('leave what people typed as it is: HTML, formulas, placeholders and keys are text', () => {
    for (const hostile of ['<b>&amp;</b>', '=1+1', '{{at}}', '$t(reason.done)', '$& $1', 'a, b', '🧵\u200b']) {
      expect(t.en('skip.title', { name: hostile })).toBe(`Skip ${hostile}?`);
    }
  });
});
