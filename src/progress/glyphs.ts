import type { Environment } from '../ports.ts';

/** What a line of progress is drawn with. */
export interface Glyphs {
  /** One after another they look as if they moved. */
  readonly frames: readonly string[];
  readonly done: string;
  readonly open: string;
}

const ASCII: Glyphs = { frames: ['|', '/', '-', '\\'], done: '#', open: '.' };
const BRAILLE: Glyphs = {
  frames: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  done: '█',
  open: '░',
};

/** ASCII where the terminal is not known to have more: legacy consoles, locales without UTF-8. */
export function chooseGlyphs(env: Environment, platform: NodeJS.Platform): Glyphs {
  return showsUnicode(env, platform) ? BRAILLE : ASCII;
}

function showsUnicode(env: Environment, platform: NodeJS.Platform): boolean {
  // Windows Terminal sets WT_SESSION, editors TERM_PROGRAM; conhost sets neither.
  if (platform === 'win32') return Boolean(env['WT_SESSION'] || env['TERM_PROGRAM']);
  // The console of Linux has 512 characters.
  if (env['TERM'] === 'linux') return false;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale);
}
