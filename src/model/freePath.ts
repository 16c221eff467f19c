/**
 * A path at which nothing lies yet, so that nothing is ever written over.
 */
import { PathExt } from '@jupyterlab/coreutils';
import type { Contents } from '@jupyterlab/services';

/** The wanted path, as a notebook's, or with a number behind the name: "Growth 2.ipynb". */
export async function freePath(
  wanted: string,
  contents: Pick<Contents.IManager, 'get'>
): Promise<string> {
  const base = wanted.replace(/\.ipynb$/i, '');
  const folder = PathExt.dirname(wanted);
  const taken = await namesIn(folder, contents);
  for (let number = 1; ; number++) {
    const path = number === 1 ? `${base}.ipynb` : `${base} ${number}.ipynb`;
    if (!taken.has(PathExt.basename(path))) {
      return path;
    }
  }
}

async function namesIn(
  folder: string,
  contents: Pick<Contents.IManager, 'get'>
): Promise<Set<string>> {
  const { content } = await contents.get(folder, {
    type: 'directory',
    content: true
  });
  return new Set((content as Contents.IModel[]).map(({ name }) => name));
}
