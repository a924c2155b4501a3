import type { Script } from '../../lib/contract/script.ts';
import type { Played } from './play.ts';
import type { Stage } from './stage.ts';
import { shown } from './stage.ts';

/** A moment on the place's clock, `2026-11-22 19:06`. */
export function moment(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(at);
}

type Answer = Played['records'][number]['listed']['record']['content']['said'];
const words = (answer: Answer) => (answer === null ? '–' : answer.kind === 'none' ? 'none' : `“${answer.text}”`);

/** A record as lines, for a person. */
export function recordLines({ listed, faults }: Played['records'][number], zone: string, scripts: readonly Script[]): string[] {
  const { record, customer, agentName, seq } = listed;
  const { content } = record;
  const steps = scripts.find(({ id, version }) => id === record.walk.scriptId && version === record.walk.version)?.steps ?? [];
  const labels = record.walk.choices.map(({ kind, id }) => (kind === 'branch' ? `[${id}]` : id));
  const next = content.nextStep;
  const found = content.findings.map(({ quote, heeded }) => `“${quote}” ${heeded}`);
  return [
    `#${seq}  ${customer?.person.name ?? content.party?.name ?? 'unknown'}  ·  ${agentName}  ·  ${moment(record.startedAt, zone)}${record.demo ? ' (demo clock)' : ''}`,
    `    outcome       ${record.outcome}, ${record.satisfaction ?? 'no satisfaction'}`,
    `    script        ${record.walk.scriptId} v${record.walk.version}${steps.length > 0 ? '' : ' (unknown)'}: ${labels.join(' › ')}`,
    `    said          ${words(content.said)}`,
    `    answered      ${words(content.answered)}`,
    `    needs         ${words(content.needs)}    suggestions ${words(content.suggestions)}    complaint ${content.complaint?.kind ?? '–'}`,
    `    next step     ${next === null ? '–' : next.kind === 'none' ? 'none' : `${next.kind}${next.kind === 'refer' ? ` to ${next.department}` : ''} by ${moment(next.at, zone)}`}`,
    ...(found.length > 0 ? [`    findings      ${found.join(', ')}`] : []),
    `    ${faults.length === 0 ? 'complete' : `NOT AS PLAYED: ${faults.join('; ')}`}`,
  ];
}

/** Where everything is, and how to go on by hand. */
export function whereLines({ endpoint, crm, extensionDir }: Stage): string[] {
  return [
    `Endpoint              ${endpoint.url}   (API: ${endpoint.url}/v1/openapi.json)`,
    `Database file         ${shown(endpoint.database)}`,
    `Sample CRM            ${crm.url}`,
    `Unpacked extension    ${shown(extensionDir)}`,
    '',
    'To load it into your own browser:',
    `  Chrome, Edge   chrome://extensions or edge://extensions → Developer mode → Load unpacked → ${shown(extensionDir)}`,
    '  Firefox        npm run build:firefox, then about:debugging → This Firefox → Load Temporary Add-on → .output/firefox-mv3/manifest.json',
    '  Then open the side panel with the icon and sign in with the endpoint above and a one-time code.',
  ];
}
