/** Words of joining a team after working alone, in the panel. */
export const joinEn = {
  join: {
    open: 'Join a team',
    title: 'Join a team and take everything along',
    explain: 'All of this goes to the endpoint once, and then belongs to the team:',
    customers_one: '{{count}} customer',
    customers_other: '{{count}} customers',
    services_one: '{{count}} service',
    services_other: '{{count}} services',
    tasks_one: '{{count}} call, planned or made',
    tasks_other: '{{count}} calls, planned or made',
    records_one: '{{count}} record',
    records_other: '{{count}} records',
    goesOn: 'It may take a while and goes on by itself, also after a break; the header counts down. What the endpoint refuses stays here and is shown.',
    call: 'A call is open. Save it first.',
  },
};
