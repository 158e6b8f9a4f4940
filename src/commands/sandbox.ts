import { AwsxError } from '../errors.ts';
import type { Context } from '../ports.ts';
import { insideSandbox } from '../sandbox-environment.ts';
import type { Invocation } from './invocation.ts';

/**
 * `awsx sandbox [-- CMD…]` runs a command or a subshell in the AWS in miniature and answers its
 * exit status; `awsx sandbox code` prints the current code of the sandbox's MFA device.
 *
 * @throws AwsxError nested_session inside a sandbox, usage for `code` outside of one
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  if (invocation.positionals[0] === 'code') return printCode(context);
  if (insideSandbox(context.env)) {
    throw new AwsxError('nested_session', 'a sandbox is running here already', {
      hint: 'leave it with exit, or use its profiles: awsx list',
    });
  }
  const { runSandbox } = await import('../sandbox/run-sandbox.ts');
  return runSandbox(context, invocation.childCommand);
}

async function printCode({ env, clock, stdout, stderr }: Context): Promise<number> {
  const [{ createPracticeCode }, { getSecondsLeft }] = await Promise.all([
    import('../sandbox/practice-code.ts'),
    import('../sandbox/totp.ts'),
  ]);
  const now = clock.now();
  const code = createPracticeCode(env, now);
  if (code === undefined) {
    throw new AwsxError('usage', 'awsx sandbox code works only inside a sandbox', {
      hint: 'start one with awsx sandbox',
    });
  }
  stdout.write(`${code}\n`);
  if (stderr.isTTY) stderr.write(`awsx: ${getSecondsLeft(now)} s left\n`);
  return 0;
}
