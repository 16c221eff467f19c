/**
 * A path at which nothing lies yet, so that nothing is ever written over.
 */
import { PathExt } from '@jupyterlab/coreutils';
import type { Contents, ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';

/**
 * The wanted path, as a notebook's, or with a number behind the name: "Growth 2.ipynb". Rejects in
 * one sentence where there is no such folder.
 */
export async function freePath(
  wanted: string,
  contents: Pick<Contents.IManager, 'get'>,
  trans: TranslationBundle
): Promise<string> {
  const base = wanted.replace(/\.ipynb$/i, '');
  const folder = PathExt.dirname(wanted);
  const taken = await namesIn(folder, contents);
  if (!taken) {
    throw new Error(
      trans.__(
        'There is no folder “%1” in your files. Choose one that is there.',
        folder
      )
    );
  }
  for (let number = 1; ; number++) {
    const path = number === 1 ? `${base}.ipynb` : `${base} ${number}.ipynb`;
    if (!taken.has(PathExt.basename(path))) {
      return path;
    }
  }
}

/** What lies in the folder, or null where there is none, or one above the user's files. */
async function namesIn(
  folder: string,
  contents: Pick<Contents.IManager, 'get'>
): Promise<Set<string> | null> {
  if (folder.split('/').includes('..')) {
    return null;
  }
  try {
    const { content } = await contents.get(folder, {
      type: 'directory',
      content: true
    });
    return new Set((content as Contents.IModel[]).map(({ name }) => name));
  } catch (error) {
    const { response } = error as Partial<ServerConnection.ResponseError>;
    if (response && [400, 404].includes(response.status)) {
      return null;
    }
    throw error;
  }
}
