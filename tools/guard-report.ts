/**
 * Prints recall and precision of the shipped phrase lists on the frozen sentences. `--wrong` also lists what went wrong in the tuning half; the other half
 * stays unread, or it would no longer tell how the lists do on sentences nobody has seen.
 */
import { beforeTuning, type Half, halfOf, judge, languages, readSentences, type Share, shippedGuard } from '../tests/support/guard-report.ts';

const guard = await shippedGuard();
const percent = (value: number) => `${(100 * value).toFixed(0)}`.padStart(3);
const cell = ({ share, low, high, hits, of }: Share) => `${percent(share)} % [${percent(low)}-${percent(high)}] ${`${hits}/${of}`.padStart(7)}`;

for (const problem of guard.problems) console.log(`does not parse: ${problem.listId} ${problem.phraseId} ${problem.kind} at ${problem.at}: ${problem.pattern}`);
console.log('half      language  recall [95 %]             precision [95 %]');
for (const language of languages)
  console.log(`${'before'.padEnd(9)} ${language.padEnd(8)}  ${cell(beforeTuning[language].recall)}  ${cell(beforeTuning[language].precision)}`);
for (const half of ['tuning', 'held-out', 'all'] satisfies Half[]) {
  for (const language of [...languages, 'both'] as const) {
    const sentences = language === 'both' ? languages.flatMap(readSentences) : readSentences(language);
    const { recall, precision } = judge(guard, sentences, half);
    console.log(`${half.padEnd(9)} ${language.padEnd(8)}  ${cell(recall)}  ${cell(precision)}`);
  }
}
for (const half of ['tuning', 'held-out'] satisfies Half[]) {
  console.log(`\n${half}, found by category (and under the right name)`);
  const [zh, en] = languages.map((language) => judge(guard, readSentences(language), half).categories);
  zh?.forEach(({ category, recall, named }, index) => {
    const other = en?.[index];
    console.log(
      `${category.padEnd(17)} zh-CN ${recall.hits}/${recall.of} (${named.hits})   en ${other?.recall.hits}/${other?.recall.of} (${other?.named.hits})`,
    );
  });
}
if (process.argv.includes('--wrong')) {
  console.log('\nwrong in the tuning half');
  for (const sentence of languages.flatMap(readSentences)) {
    if (halfOf(sentence.id) !== 'tuning') continue;
    const found = guard.check(sentence.text);
    if (found.length > 0 === sentence.bad) continue;
    console.log(
      `${sentence.bad ? `missed ${sentence.category}` : 'innocent'} ${sentence.id}: ${sentence.text} ${found.map((one) => `<${one.phraseId}: ${one.quote}>`).join(' ')}`,
    );
  }
}
