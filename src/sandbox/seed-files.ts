import type { Program } from '../ports.ts';
import type { SandboxLayout } from '../sandbox-environment.ts';
import type { SeededWorld } from './seed.ts';

/** The shared config file that goes with {@link SeededWorld}. */
export function formatConfig(
  { mfaSerial, roleArns, machines }: SeededWorld,
  { webIdentityToken }: Pick<SandboxLayout, 'webIdentityToken'>,
): string {
  return `# This is the awsx sandbox: account 000000000000 exists in it alone.

[profile dev]
region = us-east-1
mfa_serial = ${mfaSerial}

[profile readonly]
role_arn = ${roleArns.readonly}
source_profile = dev

[profile prod-admin]
role_arn = ${roleArns.prodAdmin}
source_profile = dev
mfa_serial = ${mfaSerial}

[profile prod-deploy]
role_arn = ${roleArns.prodDeploy}
source_profile = prod-admin
mfa_serial = ${mfaSerial}

[profile ci]
role_arn = ${machines.ciRoleArn}
web_identity_token_file = ${webIdentityToken}
`;
}

export interface WrapperFile {
  readonly name: string;
  readonly content: string;
}

/** A script named `awsx` that starts this very awsx. */
export function createWrapper(program: Program, platform: NodeJS.Platform): WrapperFile {
  if (platform === 'win32') {
    const quote = (path: string): string => `"${path.replaceAll('%', '%%')}"`;
    const command = `${quote(program.interpreter)} ${quote(program.script)} %*`;
    return { name: 'awsx.cmd', content: `@${command}\r\n` };
  }
  const command = `${quoteForShell(program.interpreter)} ${quoteForShell(program.script)}`;
  return { name: 'awsx', content: `#!/bin/sh\nexec ${command} "$@"\n` };
}

/** A word that a POSIX shell reads as exactly this text. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
