/**
 * Inline route constraints as look-aheads on one path segment. A route with a failing constraint does not match: the
 * next route is tried, then 404.
 */
import { RouteError } from './route.ts';

const rest = '(?=/|$)';
const upTo = (segment: string) => `(?=${segment}${rest})`;

const simple: Readonly<Record<string, string>> = {
  int: '[-+]?\\d{1,10}',
  long: '[-+]?\\d{1,19}',
  decimal: '[-+]?\\d+(?:\\.\\d+)?',
  double: '[-+]?\\d+(?:\\.\\d+)?',
  float: '[-+]?\\d+(?:\\.\\d+)?',
  bool: '(?:true|false)',
  guid: '\\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\\}?',
  alpha: '[a-z]+',
  required: '[^/]+',
};

const withArguments: Readonly<Record<string, (...args: string[]) => string>> = {
  length: (low = '0', high = low) => upTo(`[^/]{${low},${high}}`),
  minlength: (low = '0') => upTo(`[^/]{${low},}`),
  maxlength: (high = '') => upTo(`[^/]{0,${high}}`),
};

/** Braces are doubled inside a template; the anchors are the ends of the segment. */
function inline(regex: string): string {
  const single = regex.replaceAll('{{', '{').replaceAll('}}', '}');
  return `(?=${single.replace(/^\^/, '').replace(/\$$/, '')}${rest})[^/]+`;
}

/** The look-aheads of `:int:length(1,3)`. An unsupported constraint is an error with its name. */
export function constraintPattern(constraints: string, template: string): string {
  let pattern = '';
  for (const [, name = '', text] of constraints.matchAll(
    /:([A-Za-z]+)(?:\(((?:[^()]|\([^()]*\))*)\))?/g,
  )) {
    const plain = simple[name.toLowerCase()];
    const sized = withArguments[name.toLowerCase()];
    if (plain !== undefined && text === undefined) pattern += upTo(plain);
    else if (sized && text !== undefined)
      pattern += sized(...text.split(',').map((arg) => arg.trim()));
    else if (name.toLowerCase() === 'regex' && text !== undefined) pattern += upTo(inline(text));
    else
      throw new RouteError(
        `The route '${template}' uses the constraint '${name}', which is not supported.`,
      );
  }
  return pattern;
}
