import type { ConsoleSession } from './sign-in-tokens.ts';

/** Where AWS would show its console: who is signed in there, until when, and which page it is. */
export function renderWelcome(session: ConsoleSession, destination: string): string {
  const { arn, accountId, endsAt } = session;
  return render('Signed in to the awsx sandbox', [
    ['Signed in as', arn],
    ['Account', accountId],
    ['Until', endsAt.toISOString()],
    ['The console would show', destination],
  ]);
}

export function renderFailure(message: string): string {
  return render('The awsx sandbox refused to sign you in', [['Reason', message]]);
}

function render(title: string, rows: readonly (readonly [string, string])[]): string {
  const list = rows
    .map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`)
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body><h1>${escapeHtml(title)}</h1>
<dl>
${list}
</dl></body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
