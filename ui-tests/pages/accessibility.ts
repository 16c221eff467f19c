/**
 * What axe-core says about a document.
 */
import { readFileSync } from 'node:fs';

import type { Frame } from '@playwright/test';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core calls serious or critical, named by rule and place; `exclude` and `within` are selectors. */
export async function violations(
  frame: Frame,
  exclude: readonly string[] = [],
  within = 'html'
): Promise<readonly string[]> {
  await frame.evaluate(AXE);
  return frame.evaluate(
    async ({ left, within }) => {
      const { axe } = window as unknown as {
        axe: { run: (what: object) => Promise<{ violations: IViolation[] }> };
      };
      interface IViolation {
        id: string;
        impact: string;
        nodes: { target: string[] }[];
      }
      const found = await axe.run({
        include: [[within]],
        exclude: [['iframe'], ...left.map(each => [each])]
      });
      return found.violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.map(({ target }) => `${id}: ${target.join(' ')}`)
        );
    },
    { left: exclude, within }
  );
}
