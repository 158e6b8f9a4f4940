import {
  CANCELLED,
  type DialogAnswer,
  type DialogCall,
  type DialogRequest,
  type FinishedDialog,
  UNAVAILABLE,
} from './dialog.ts';

/** Assuan's limit is 1,000 bytes a line, the command and the line end included. */
const MAXIMUM_TEXT_BYTES = 900;

/** libgpg-error: GPG_ERR_TIMEOUT, GPG_ERR_CANCELED, GPG_ERR_FULLY_CANCELED. */
const CANCEL_CODES = [62, 99, 198];
/** The lower 16 bits of an error number are its code; the others name the program. */
const CODE_MASK = 0xffff;

/** GnuPG's pinentry, spoken to in Assuan on stdin and stdout. It always hides what is typed. */
export function createPinentryCall(file: string, request: DialogRequest): DialogCall {
  const { title, message, timeoutSeconds } = request;
  const commands = [
    `SETTITLE ${encode(title)}`,
    `SETDESC ${encode(message)}`,
    'SETPROMPT awsx:',
    `SETTIMEOUT ${timeoutSeconds}`,
    'GETPIN',
    'BYE',
  ];
  return { file, args: [], input: `${commands.join('\n')}\n`, env: {}, readAnswer };
}

/** Percent-encodes what would end a line, and cuts what does not fit into one. */
function encode(text: string): string {
  const encoded = Array.from(text, (character) =>
    /[%\r\n]/.test(character) ? encodeURIComponent(character) : character,
  );
  while (Buffer.byteLength(encoded.join('')) > MAXIMUM_TEXT_BYTES) encoded.pop();
  return encoded.join('');
}

/** Only GETPIN answers with data, and only it can be cancelled. Empty text comes as no data. */
function readAnswer({ status, stdout, timedOut }: FinishedDialog): DialogAnswer {
  const lines = stdout.split('\n');
  const errors = lines.filter((line) => line.startsWith('ERR '));
  if (timedOut || errors.some(isCancellation)) return CANCELLED;
  const data = lines.filter((line) => line.startsWith('D ')).map((line) => line.slice(2));
  if (data.length > 0) return { kind: 'answer', text: decode(data.join('')) };
  return status === 0 && errors.length === 0 ? { kind: 'answer', text: '' } : UNAVAILABLE;
}

function isCancellation(line: string): boolean {
  const number = Number.parseInt(line.slice('ERR '.length), 10);
  return CANCEL_CODES.includes(number & CODE_MASK);
}

/** Bytes, not characters, are encoded: `%C3%A9` is one letter. */
function decode(data: string): string {
  const parts = data.split(/(%[0-9A-Fa-f]{2})/);
  const bytes = parts.map((part, index) =>
    index % 2 === 1 ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part),
  );
  return Buffer.concat(bytes).toString();
}
