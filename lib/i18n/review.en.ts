/** Words of a record as it went and of what QA and the agent write about it, in the panel and in the workspace. */
export const reviewEn = {
  went: {
    title: 'The call as it went',
    scriptUnknown: 'This version of the script is not known here. What was chosen is shown by its id.',
    customer: 'Customer',
    we: 'We',
    none: 'None',
  },
  review: {
    title: 'Review',
    notes: 'Notes on {{what}}',
    madeRevision: 'revision {{n}}',
    commentHere: 'Comment on this moment: {{what}}',
    whole: 'The whole record',
    kind: { comment: 'Comment', return: 'Returned', answer: 'Answer', correction: 'Corrected', check: 'Checked' },
    state: { noted: 'Commented', open: 'With the agent', answered: 'Answered', corrected: 'Corrected', closed: 'Checked', none: 'Not looked at' },
  },
};
