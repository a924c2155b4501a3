import type { BranchId } from '../../../lib/contract/script.ts';

/** Fixed keys of the any-time branches, the same in every script; the first seven are always in sight. */
export const branchKeys: { id: BranchId; key: string }[] = [
  { id: 'abusive', key: 'X' },
  { id: 'complaint', key: 'C' },
  { id: 'suggestion', key: 'G' },
  { id: 'praise', key: 'P' },
  { id: 'not-now', key: 'B' },
  { id: 'not-the-person', key: 'N' },
  { id: 'absent', key: 'A' },
  { id: 'wrong-number', key: 'W' },
  { id: 'abroad', key: 'O' },
  { id: 'hold', key: 'H' },
  { id: 'stop-calling', key: 'T' },
  { id: 'voicemail', key: 'V' },
];

export const ALWAYS_SHOWN = 6;
