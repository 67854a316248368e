import { badQuery, type CosmosError } from '../error.ts';
import { tokens, type Token } from './lex.ts';

// The keywords of the grammar that Azure's own .NET SDK carries (Query/Core/Parser/sql.g4). None of them may name anything
// outside brackets, in any case of letters. RANK is one of them there too, for ORDER BY RANK; but the service had properties of
// that name long before, so it is let through here.
const reserved = new Set(
  'SELECT DISTINCT TOP VALUE FROM AS JOIN IN WHERE GROUP BY ORDER ASC DESC OFFSET LIMIT AND OR NOT BETWEEN LIKE ESCAPE EXISTS ARRAY LEFT RIGHT'.split(
    ' ',
  ),
);
/** These count in small letters only. */
const reservedAsWritten = new Set(['null', 'true', 'false', 'undefined', 'udf']);

const isReserved = (word: string) =>
  reserved.has(word.toUpperCase()) || reservedAsWritten.has(word);

/** A reader of tokens. Keywords match in any case; `is` looks, `accept` takes if it is there, `expect` insists. */
export function cursor(source: string) {
  const list = tokens(source);
  let at = 0;
  const peek = (ahead = 0): Token => list[Math.min(at + ahead, list.length - 1)]!;

  const is = (text: string, ahead = 0) => {
    const token = peek(ahead);
    if (token.kind === 'word') return token.text.toUpperCase() === text;
    return token.kind === 'symbol' && token.text === text;
  };
  const isName = (ahead = 0) => peek(ahead).kind === 'word' && !isReserved(peek(ahead).text);

  const fault = (): CosmosError => {
    const near = source.slice(peek().start, peek().start + 16) || 'end of query';
    return badQuery(`Syntax error, incorrect syntax near '${near}'.`);
  };
  const take = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const accept = (text: string) => {
    if (!is(text)) return false;
    at += 1;
    return true;
  };
  const expect = (text: string) => {
    if (!accept(text)) throw fault();
  };
  const name = () => {
    if (!isName()) throw fault();
    return take().text;
  };
  /** The source text between where `start` began and the last token taken. */
  const textFrom = (start: number) => source.slice(start, list[at - 1]?.end ?? start);

  return { peek, is, isName, fault, take, accept, expect, name, textFrom };
}

export type Cursor = ReturnType<typeof cursor>;
