import type { Script, Step } from '../../../lib/contract/script.ts';

/** What the parts of the form share: the script, its place in the names of problems, and how to change it. */
export type ScriptForm = {
  script: Script;
  at: string;
  edit: (next: (script: Script) => Script, field?: string) => void;
  newId: () => string;
};

/** What the parts of one step share. */
export type StepPart = { form: ScriptForm; step: Step; change: (next: (step: Step) => Step, field?: string) => void };
