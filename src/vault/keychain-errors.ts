import { AwsxError, isAwsxError } from '../errors.ts';

/** A second daemon beside the one there is would change nothing; a line end is no part of a password. */
const UNLOCK_GNOME_KEYRING =
  '(read -rs p && printf %s "$p" | gnome-keyring-daemon --replace --unlock)';

/** For a locked keychain when nobody can be asked, or whoever was asked did not unlock it. */
export function keychainLocked(why: string, platform: NodeJS.Platform, cause?: unknown): AwsxError {
  const unlock =
    platform === 'darwin'
      ? 'run security unlock-keychain'
      : `log in to the desktop, or run this and type GNOME Keyring's password: ${UNLOCK_GNOME_KEYRING}`;
  return new AwsxError('vault_locked', `the keychain is locked${why}`, {
    hint: `${unlock}; --backend file keeps secrets without a keychain`,
    cause,
  });
}

/**
 * Puts a failure of a keychain library into awsx's words. The libraries have no codes, so what
 * they say has to do; their text is left to --debug.
 */
export function translateKeychainError(error: unknown, platform: NodeJS.Platform): AwsxError {
  if (isAwsxError(error)) return error;
  const text = describeChain(error);
  if (text.includes('dismissed')) {
    return keychainLocked(': nobody unlocked it', platform, error);
  }
  // errSecInteractionNotAllowed, over ssh for one (Security/SecBase.h).
  if (text.includes('-25308') || text.includes('interaction is not allowed')) {
    return keychainLocked(' and no dialog can be shown from here', platform, error);
  }
  if (/ambiguous|multiple|not utf-?8/i.test(text)) {
    return new AwsxError('vault_damaged', 'the keychain holds an item that awsx did not write', {
      hint: 'look for items of the service "awsx" in the keychain and remove what is not from awsx',
      cause: error,
    });
  }
  return new AwsxError('vault_unavailable', 'the keychain does not work', {
    hint: 'run it again with --debug to see why, or use --backend file',
    cause: error,
  });
}

function describeChain(error: unknown): string {
  const described: string[] = [];
  for (let current = error; current instanceof Error && described.length < 9; ) {
    described.push(current.message);
    current = current.cause;
  }
  return described.join('\n');
}
