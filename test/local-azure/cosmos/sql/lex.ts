import { badQuery } from '../error.ts';

export interface Token {
  kind: 'number' | 'string' | 'parameter' | 'word' | 'symbol' | 'end';
  text: string;
  start: number;
  end: number;
}

const pattern =
  /\s+|--[^\n]*|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<parameter>@\w+)|(?<word>[A-Za-z_]\w*)|(?<symbol>\?\?|\|\||!=|<>|<=|>=|[-+*/%=<>()[\]{}.,:?|&^~])/uy;

const kinds = ['number', 'string', 'parameter', 'word', 'symbol'] as const;

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
};

const unquote = (text: string) =>
  text
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_all, hex: string | undefined, char: string) =>
      hex === undefined ? (escapes[char] ?? char) : String.fromCharCode(parseInt(hex, 16)),
    );

export function tokens(source: string): Token[] {
  const result: Token[] = [];
  let at = 0;
  while (at < source.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (!match) throw badQuery(`Syntax error, invalid token near '${source.slice(at, at + 12)}'.`);
    const end = at + match[0].length;
    const kind = kinds.find((name) => match.groups?.[name] !== undefined);
    if (kind) {
      const text = kind === 'string' ? unquote(match[0]) : match[0];
      result.push({ kind, text, start: at, end });
    }
    at = end;
  }
  result.push({ kind: 'end', text: '', start: at, end: at });
  return result;
}
