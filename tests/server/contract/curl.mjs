#!/usr/bin/env node
// The few options of curl that docs/contract.md uses, so that its commands run where no curl is.
const args = process.argv.slice(2);
const headers = {};
let body;
let url = '';
let include = false;
let most = 30;
for (let at = 0; at < args.length; at += 1) {
  const arg = args[at];
  if (arg === '-H') {
    at += 1;
    const [name, ...value] = args[at].split(':');
    headers[name.trim()] = value.join(':').trim();
  } else if (arg === '-d') body = args[++at];
  else if (arg === '--max-time') most = Number(args[++at]);
  else if (arg.startsWith('-')) include ||= arg.includes('i');
  else url = arg;
}
const write = (text) => process.stdout.write(text);
process.stdout.on('error', () => process.exit(0));
try {
  const signal = AbortSignal.timeout(most * 1000);
  const response = await fetch(url, { headers, signal, ...(body === undefined ? {} : { method: 'POST', body }) });
  if (include)
    write(`HTTP/1.1 ${response.status} ${response.statusText}\r\n${[...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  for await (const part of response.body ?? []) write(Buffer.from(part));
} catch {
  process.exit(28);
}
