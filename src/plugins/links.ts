import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IRouter } from '@jupyterlab/application';
import { PageConfig, URLExt } from '@jupyterlab/coreutils';

import { isDatasetId, isReportId } from '../commands/target';
import { CommandIds, IReportLibrary } from '../tokens';

const REPORT = 'hub-publish-report';
const DATASET = 'hub-publish-dataset';
const OPEN_LINK = 'hub-publish:open-link';

export const linksPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-hub-publish:links',
  description: 'Permanent links open their report or dataset in JupyterLab.',
  autoStart: true,
  requires: [IReportLibrary],
  optional: [IRouter],
  activate: (
    app: JupyterFrontEnd,
    library: IReportLibrary,
    router: IRouter | null
  ): void => {
    const open = (id: string, fragment: string) =>
      void app.commands.execute(CommandIds.openReport, {
        id,
        ...(fragment ? { fragment } : {})
      });
    if (router) {
      app.commands.addCommand(OPEN_LINK, {
        label: '',
        isVisible: () => false,
        describedBy: { args: { type: 'object', properties: {} } },
        execute: args => {
          const { path, search, hash } = args as unknown as IRouter.ILocation;
          const query = new URLSearchParams(search);
          const [report, dataset] = [query.get(REPORT), query.get(DATASET)];
          [REPORT, DATASET].forEach(name => query.delete(name));
          const part = hash.replace(/^#/, '');
          const rest = query.toString();
          router.navigate(`${path}${rest && `?${rest}`}`, {
            skipRouting: true
          });
          if (isReportId(report)) {
            void app.restored.then(() => open(report, part));
          }
          if (isDatasetId(dataset)) {
            void app.restored.then(() =>
              app.commands.execute(CommandIds.openDataset, {
                id: dataset,
                part
              })
            );
          }
        }
      });
      router.register({
        command: OPEN_LINK,
        pattern: new RegExp(`[?&](${REPORT}|${DATASET})=`),
        rank: 10
      });
    }
    document.addEventListener(
      'click',
      event => {
        const link = linkIn(event);
        const found = link && reportOf(link, library.client.base);
        if (found) {
          event.preventDefault();
          event.stopPropagation();
          open(found.id, found.fragment);
        }
      },
      { capture: true }
    );
  }
};

/** The link that a plain click follows; one inside our own list has its own way. */
function linkIn(event: MouseEvent): HTMLAnchorElement | null {
  const isPlain = !(
    event.ctrlKey ||
    event.metaKey ||
    event.shiftKey ||
    event.altKey ||
    event.button
  );
  return isPlain && event.target instanceof Element
    ? event.target.closest<HTMLAnchorElement>('a[href]:not(.hp-Card a)')
    : null;
}

/** The report that a permanent link leads to: one of this server's, or of the service of its hub. */
export function reportOf(
  link: HTMLAnchorElement,
  base: string
): { id: string; fragment: string } | null {
  const prefix = PageConfig.getOption('hubPrefix');
  const roots = [
    `${base}r/`,
    ...(prefix ? [URLExt.join(prefix, '../services/hub-publish/r/')] : [])
  ].map(root => new URL(root, window.location.href).href);
  if (!roots.some(root => link.href.startsWith(root))) {
    return null;
  }
  const { pathname, hash } = new URL(link.href);
  const id = pathname.split('/').pop();
  return isReportId(id) ? { id, fragment: hash.replace(/^#/, '') } : null;
}
