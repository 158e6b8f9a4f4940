/** The text of an identity file as `age-keygen` writes it. Pure. */

/** The file's content for an identity and its recipient. */
export function formatIdentity(identity: string, recipient: string): string {
  return `# public key: ${recipient}\n${identity}\n`;
}

/**
 * The one X25519 identity of the text; undefined when there is none, more than one, or anything
 * else that is no comment.
 */
export function parseIdentity(text: string): string | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const [identity, ...others] = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (identity === undefined || others.length > 0) return undefined;
  return /^AGE-SECRET-KEY-1[02-9A-Z]{58}$/.test(identity) ? identity : undefined;
}
