import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { build } from 'esbuild';
import { cleanEnvironment, root } from './environment.mjs';

/**
 * A process that does what the file identity makes every run do, and nothing else: load age,
 * check the identity against the recipient and open one item.
 */
export async function buildAgeAlone(folder) {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const item = join(folder, 'item.age');
  writeFileSync(item, await encrypter.encrypt('x'.repeat(64)));
  const script = join(folder, 'age-alone.mjs');
  await build({
    stdin: {
      contents: formatScript({ identity, recipient, item }),
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
  });
  return { command: [process.execPath, script], env: cleanEnvironment() };
}

function formatScript({ identity, recipient, item }) {
  return `
    import { readFileSync } from 'node:fs';
    import { decryptWithIdentity, recipientOf } from './src/vault/age.ts';
    if ((await recipientOf('${identity}')) !== '${recipient}') process.exit(1);
    await decryptWithIdentity(readFileSync(${JSON.stringify(item)}), '${identity}');
  `;
}
