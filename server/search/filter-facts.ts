import type { AuditFacts } from '../../lib/contract/audit.ts';
import type { RecordFilter } from '../../lib/contract/search.ts';

/** A filter as an audit entry may hold it: ids, words of closed lists, times. Departments have names that somebody made up, so only how many they were. */
export function filterFacts({ scripts, departments, ...filter }: RecordFilter): AuditFacts {
  const facts: AuditFacts = {};
  for (const [field, value] of Object.entries(filter)) if (value !== undefined) facts[field] = Array.isArray(value) ? value.map(String) : value;
  if (scripts) facts.scripts = scripts.map(({ id }) => id);
  const versions = scripts?.flatMap(({ version }) => (version === undefined ? [] : [String(version)])) ?? [];
  if (versions.length > 0) facts.scriptVersions = versions;
  if (departments) facts.departments = departments.length;
  return facts;
}
