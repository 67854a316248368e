import { badQuery, type CosmosError } from '../error.ts';
import { tokens, type Token } from './lex.ts';

// The keywords of the grammar in the .NET SDK of Azure (Query/Core/Parser/sql.g4). A keyword in any letter case is not a
// name outside brackets. The grammar also has RANK, for ORDER BY RANK. It is allowed here, because the service accepted
// properties of that name before.
const reserved = new Set(
  'SELECT DISTINCT TOP VALUE FROM AS JOIN IN WHERE GROUP BY ORDER ASC DESC OFFSET LIMIT AND OR NOT BETWEEN LIKE ESCAPE EXISTS ARRAY LEFT RIGHT'.split(
    ' ',
  ),
);
/** Keywords in lower case only. */
const reservedAsWritten = new Set(['null', 'true', 'false', 'undefined', 'udf']);

const isReserved = (word: string) =>
  reserved.has(word.toUpperCase()) || reservedAsWritten.has(word);

/**
 * Reads tokens; keywords match in any letter case. `is` checks the next token, `accept` consumes it if it matches, and
 * `expect` throws if it does not match.
 */
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
  /** The source text from `start` to the last consumed token. */
  const textFrom = (start: number) => source.slice(start, list[at - 1]?.end ?? start);

  return { peek, is, isName, fault, take, accept, expect, name, textFrom };
}

export type Cursor = ReturnType<typeof cursor>;
