import { nearestName } from '../../../profiles/nearest-name.ts';
import type { SharedConfig } from '../../../profiles/types.ts';
import { AwsxError } from '../../errors.ts';
import type { Context } from '../../ports.ts';
import { printable } from '../../printable.ts';

export interface SsoSessionChoice {
  /** As typed; absent when nothing was. */
  readonly named: string | undefined;
  readonly config: SharedConfig;
  readonly context: Pick<Context, 'hasTerminal' | 'openQuestions'>;
}

/**
 * The name of an sso-session section: the one that was typed, else the only one, else the one that
 * is chosen on the terminal.
 *
 * @throws AwsxError `usage` when there are several and nobody can be asked, `setting_invalid` when
 *   there is none, or not the one that was typed, `cancelled`
 */
export async function chooseSsoSession(choice: SsoSessionChoice): Promise<string> {
  const { named, config, context } = choice;
  const names = [...config.ssoSessions.keys()];
  if (named !== undefined) return checkExists(named, names);
  const [only, ...others] = names;
  if (only === undefined) throw noSession();
  if (others.length === 0) return only;
  if (!context.hasTerminal()) {
    throw new AwsxError('usage', `there are ${names.length} sso-sessions: name one`, {
      hint: `they are ${names.map(printable).join(', ')}`,
    });
  }
  const questions = await context.openQuestions();
  const index = await questions.choose('sso-session', names.map(printable));
  return names[index] ?? only;
}

function checkExists(name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  if (names.length === 0) throw noSession();
  const nearest = nearestName(name, names);
  throw new AwsxError('setting_invalid', `there is no sso-session "${printable(name)}"`, {
    hint:
      nearest === undefined
        ? `there are ${names.map(printable).join(', ')}`
        : `did you mean "${printable(nearest)}"?`,
  });
}

function noSession(): AwsxError {
  return new AwsxError('setting_invalid', 'the config file has no sso-session', {
    hint: 'add a section [sso-session NAME] with sso_start_url and sso_region',
  });
}
