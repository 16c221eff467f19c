import { PathExt } from '@jupyterlab/coreutils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import { FileDialog } from '@jupyterlab/filebrowser';
import type { ITranslator, TranslationBundle } from '@jupyterlab/translation';

export interface IFilePickerOptions {
  documents: IDocumentManager;
  trans: TranslationBundle;
  translator: ITranslator;
}

/** Let the person choose files to travel with a notebook; the names are relative to its folder. */
export async function pickFiles(
  path: string,
  { documents, trans, translator }: IFilePickerOptions
): Promise<string[]> {
  const folder = PathExt.dirname(path);
  const { button, value } = await FileDialog.getOpenFiles({
    defaultPath: folder,
    filter: ({ path: each }) => (each === path ? null : {}),
    label: trans.__('Files in the notebook’s folder, or below it:'),
    manager: documents,
    // What lies elsewhere could not be put back in its place.
    root: folder,
    title: trans.__('Files to publish with the report'),
    translator
  });
  return button.accept
    ? (value ?? [])
        .filter(({ type }) => type !== 'directory')
        .map(file => PathExt.relative(folder, file.path))
    : [];
}
