/**
 * ASP.NET route templates: literals, `{id}`, `{id?}`, `{id=1}`, `{*rest}`, `{id:int:min(1)}`, and mixed segments
 * (`{name}.csv`). A template becomes one regular expression and a rank that sorts specific before general.
 */
import { literal } from '../app/string-enum.ts';
import { constraintPattern } from './constraint.ts';

export class RouteError extends Error {
  override readonly name = 'RouteError';
}

export interface Route {
  readonly template: string;
  /** Compared as text; the smaller rank is more specific. */
  readonly rank: string;
  /** The parameters; undefined if the path (without a leading slash) does not match. */
  match(path: string): Record<string, string> | undefined;
}

interface Parameter {
  name: string;
  group: string;
  defaultValue?: string;
}

const parameterForm =
  /^(\*{0,2})([A-Za-z_]\w*)((?::[A-Za-z]+(?:\((?:[^()]|\([^()]*\))*\))?)*)(?:(\?)|=(.*))?$/;

/** Splits `a{b}c` into literals and parameters; braces inside a constraint's parentheses count as text. */
function parts(segment: string): { text: string; parameter: boolean }[] {
  const found: { text: string; parameter: boolean }[] = [];
  let depth = 0;
  let text = '';
  for (const character of segment) {
    if (character === '{' && depth++ === 0) {
      if (text !== '') found.push({ text, parameter: false });
      text = '';
    } else if (character === '}' && --depth === 0) {
      found.push({ text, parameter: true });
      text = '';
    } else text += character;
  }
  if (text !== '') found.push({ text, parameter: false });
  return found;
}

export function parseRoute(template: string): Route {
  const parameters: Parameter[] = [];
  let pattern = '';
  let rank = '';

  for (const segment of template.split('/').filter((text) => text !== '')) {
    const pieces = parts(segment);
    const alone = pieces.length === 1;
    let body = '';
    let digit = 1;
    let optional = false;
    for (const piece of pieces) {
      if (!piece.parameter) {
        body += literal(piece.text);
        continue;
      }
      const form = parameterForm.exec(piece.text);
      if (!form)
        throw new RouteError(`The route '${template}' has an unreadable '{${piece.text}}'.`);
      const [, star, name = '', constraints = '', question, defaultValue] = form;
      const group = `p${parameters.length}`;
      const catchAll = star !== '';
      optional = question !== undefined || defaultValue !== undefined || catchAll;
      if (!alone && optional)
        throw new RouteError(`The route '${template}' has an optional parameter inside a segment.`);
      parameters.push({ name, group, ...(defaultValue !== undefined && { defaultValue }) });
      body += `(?<${group}>${constraintPattern(constraints, template)}${catchAll ? '.*' : '[^/]+?'})`;
      digit = alone ? (catchAll ? 5 : 3) - (constraints === '' ? 0 : 1) : 2;
    }
    pattern += optional ? `(?:/${body})?` : `/${body}`;
    rank += String(digit);
  }

  const expression = new RegExp(`^${pattern}/?$`, 'i');
  return {
    template,
    rank,
    match(path) {
      const groups = expression.exec(`/${path}`);
      if (!groups) return undefined;
      const values: Record<string, string> = {};
      for (const { name, group, defaultValue } of parameters) {
        const value = groups.groups?.[group] ?? defaultValue;
        if (value !== undefined) values[name] = decode(value);
      }
      return values;
    },
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
