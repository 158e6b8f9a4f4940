import type { PickAction } from '../../src/picker/types.ts';
import { printable } from '../../src/printable.ts';
import { cutToWidth, displayWidth } from '../../src/text-table.ts';
import { wrapToWidth } from './wrap-to-width.ts';

const FOOTER_GAP = '  ';

interface KeyHelp {
  readonly keys: string;
  readonly does: string;
}

export interface OfferedKeys {
  readonly actions: readonly PickAction[];
  /** What Enter does. */
  readonly defaultAction: string;
}

const ACTION_KEYS: Readonly<
  Record<PickAction, readonly [keys: string, short: string, does: string]>
> = {
  default: ['enter', '', ''],
  command: ['ctrl-e', 'command', 'type a command to run with its credentials'],
  console: ['ctrl-o', 'console', 'open the AWS console'],
  copy: ['ctrl-y', 'copy', 'copy the command that exports its credentials'],
  refresh: ['ctrl-r', 'renew', 'renew its session'],
  clear: ['ctrl-x', 'forget', 'forget its sessions'],
};

/** Every key of the picker. */
function listKeys({ actions, defaultAction }: OfferedKeys): readonly KeyHelp[] {
  const offered = actions.map((action) => {
    const [keys, , does] = ACTION_KEYS[action];
    return { keys, does };
  });
  return [
    { keys: 'any text', does: 'search names, accounts, roles, regions, ARNs' },
    { keys: 'enter', does: defaultAction },
    ...offered,
    { keys: 'ctrl-p', does: 'pin to the top, or unpin' },
    { keys: 'ctrl-g', does: 'group by account, by source, not at all' },
    { keys: 'up, down', does: 'move; also ctrl-k, ctrl-n, tab' },
    { keys: 'pgup, pgdn', does: 'move by pages; home and end to the ends' },
    { keys: 'ctrl-u', does: 'take the search away; ctrl-w its last word' },
    { keys: 'esc', does: 'take the search away, then leave' },
    { keys: 'ctrl-c', does: 'leave' },
    { keys: '?, f1', does: 'this list (? before anything is typed)' },
  ];
}

/** Less of what Enter does says nothing. */
const FIRST_MINIMUM_WIDTH = 16;

/** The keys of the last line, as many as have room; the last two always. */
export function createFooter(
  { actions, defaultAction }: OfferedKeys,
  query: string,
  width: number,
): string {
  const first = `enter ${printable(defaultAction)}`;
  const last = query === '' ? ['? keys', 'esc leave'] : ['f1 keys', 'esc clear'];
  const optional = [
    ...actions.map((action) => ACTION_KEYS[action].slice(0, 2).join(' ')),
    'ctrl-p pin',
    'ctrl-g group',
  ];
  const room = width - displayWidth(last.join(FOOTER_GAP)) - FOOTER_GAP.length;
  for (let count = optional.length; count >= 0; count -= 1) {
    const keys = [first, ...optional.slice(0, count)].join(FOOTER_GAP);
    if (displayWidth(keys) <= room) return [keys, ...last].join(FOOTER_GAP);
  }
  const shortened = room < FIRST_MINIMUM_WIDTH ? [] : [cutToWidth(first, room)];
  return [...shortened, ...last].join(FOOTER_GAP);
}

const KEY_WIDTH = 10;

/** {@link listKeys} as lines. */
export function createKeyTexts(offered: OfferedKeys, width: number): readonly string[] {
  const indent = KEY_WIDTH + 4;
  return listKeys(offered).flatMap(({ keys, does }) => {
    const wrapped = wrapToWidth(printable(does), Math.max(width - indent, 1));
    return wrapped.map((text, index) => {
      const label = index === 0 ? keys : '';
      return `  ${label.padEnd(KEY_WIDTH)}  ${text.trim()}`;
    });
  });
}
