/** How text gets into a person's clipboard. Pure. */
import type { Environment } from '../ports.ts';

/** A program that takes the text on stdin. */
export interface ClipboardProgram {
  readonly name: string;
  readonly args: readonly string[];
  readonly encoding: 'utf8' | 'utf16le';
}

export interface ClipboardSituation {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
}

/** Programs that may reach the clipboard in front of the person, the best first. */
export function listClipboardPrograms(situation: ClipboardSituation): readonly ClipboardProgram[] {
  const { env, platform } = situation;
  const isRemote = Boolean(env['SSH_CONNECTION'] || env['SSH_TTY']);
  const program = (name: string, ...args: string[]): ClipboardProgram => ({
    ...{ name, args },
    encoding: name === 'clip.exe' ? 'utf16le' : 'utf8',
  });
  return [
    // Over ssh these fill the clipboard of the machine at the other end.
    ...(platform === 'darwin' && !isRemote ? [program('pbcopy')] : []),
    ...(platform === 'win32' && !isRemote ? [program('clip.exe')] : []),
    ...(env['WSL_DISTRO_NAME'] && !isRemote ? [program('clip.exe')] : []),
    ...(env['WAYLAND_DISPLAY'] ? [program('wl-copy')] : []),
    ...(env['DISPLAY']
      ? [program('xclip', '-selection', 'clipboard'), program('xsel', '-ib')]
      : []),
    // -w: into the clipboard of the terminal around tmux as well (tmux 3.2).
    ...(env['TMUX'] ? [program('tmux', 'load-buffer', '-w', '-')] : []),
  ];
}

const ESCAPE = '\u001b';
const BELL = '\u0007';

/**
 * What tells a terminal to fill its clipboard: OSC 52 (xterm, "Operating System Commands"), also
 * over ssh. Terminals do not tell whether they do. Undefined where it would be printed instead.
 */
export function createClipboardSequence(
  text: string,
  { env }: Pick<ClipboardSituation, 'env'>,
): string | undefined {
  const terminal = env['TERM'] ?? '';
  if (terminal === 'dumb' || terminal === 'linux') return undefined;
  const sequence = `${ESCAPE}]52;c;${Buffer.from(text, 'utf8').toString('base64')}${BELL}`;
  if (env['TMUX'] || terminal.startsWith('tmux')) return sequence + passThroughTmux(sequence);
  // GNU screen hands on what stands between DCS and ST.
  return env['STY'] ? `${ESCAPE}P${sequence}${ESCAPE}\\` : sequence;
}

/** For the terminal around tmux, where `allow-passthrough` is on; tmux obeys the plain one. */
function passThroughTmux(sequence: string): string {
  return `${ESCAPE}Ptmux;${sequence.replaceAll(ESCAPE, ESCAPE + ESCAPE)}${ESCAPE}\\`;
}
