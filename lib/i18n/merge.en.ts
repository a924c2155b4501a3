/** Words of what is done with a whole file of a customer: handing it out, making two into one, and taking that back. */
export const mergeEn = {
  merge: {
    title: 'The whole file',
    export: {
      button: 'Save all of it',
      hint: 'A file with all that is held about this person, for them to have.',
      busy: 'Saving…',
      failed: 'Not saved: {{why}}. Try again in a moment.',
      done: 'Saved as {{name}}.',
    },
  },
};
