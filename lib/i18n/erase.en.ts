/** Words of erasing a person, in the workspace. */
export const eraseEn = {
  erase: {
    open: 'Erase {{name}}',
    title: 'Erase {{name}}?',
    goes: 'For ever, here and on every panel:',
    goesList: {
      person: 'Name, phones, notes and everything else in the file',
      tasks_one: '{{count}} open call, which is closed',
      tasks_other: '{{count}} open calls, which are closed',
      records: 'What was said and answered in every record, messages and corrections',
    },
    stays: 'What stays: that there was a call, when, by whom and how it ended, so that the counts are right.',
    lastService: 'Last service: {{what}}',
    why: 'Why',
    reason: { asked: 'The person asked for it', 'time-over': 'The time for which it may be kept is over', 'by-mistake': 'Taken in by mistake' },
    confirm: 'Type “{{word}}” to confirm',
    word: 'erase',
    submit: 'Erase for ever',
    busy: 'Erasing…',
    failed: 'Not erased: {{why}}.',
    done_one: 'Erased. {{count}} record keeps only that there was a call.',
    done_other: 'Erased. {{count}} records keep only that there was a call.',
    held: '{{name}} has this customer now. Wait until the call is over.',
  },
};
