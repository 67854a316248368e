/** The steps of a walk-through in Markdown: each `sh` block, with the `text` block that shows its output. */
export interface Step {
  /** The heading above the block. */
  readonly title: string;
  readonly commands: string;
  /** The expected output, in which `…` matches any text; undefined if the page shows none. */
  readonly output: string | undefined;
}

/** A heading, or a fenced block with its language. */
const block = /^### (.*)$|^```(\w*)\n([^]*?)^```$/gm;

/** The steps between the heading and the next one of the same level. */
export function readSteps(markdown: string, heading: string): Step[] {
  const [, section = ''] = markdown.split(`\n## ${heading}\n`);
  const [body = ''] = section.split('\n## ');
  const steps: Step[] = [];
  let title = heading;
  for (const [, above, language, text = ''] of body.matchAll(block)) {
    const last = steps.at(-1);
    if (above !== undefined) title = above;
    else if (language === 'sh') steps.push({ title, commands: text, output: undefined });
    else if (language === 'text' && last !== undefined) {
      steps[steps.length - 1] = { title: last.title, commands: last.commands, output: text };
    }
  }
  return steps;
}

/** The expected output as a pattern. Line breaks match any space. */
export function patternOf(output: string): RegExp {
  const parts = output
    .trim()
    .split(/(…|\s+)/)
    .map((part) => {
      if (part === '…') return '[^]*?';
      return /^\s+$/.test(part) ? '\\s+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    });
  return new RegExp(`^${parts.join('')}$`);
}
